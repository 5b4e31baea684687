import type { HardPair } from './hard-pair.ts';

interface Row {
  readonly same: boolean;
  readonly kind?: 'artist spelling' | 'credit';
  readonly heard: string;
  /** As MusicBrainz splits the heard artist; left out where it does not know them. */
  readonly credit?: readonly string[];
  readonly aliases?: readonly string[];
  readonly file: string;
  readonly title?: string;
}

/** Names with delimiters in them, and names of one artist that have little in common. The titles and lengths agree. */
const ROWS: readonly Row[] = [
  { same: true, heard: 'Simon & Garfunkel', credit: ['Simon & Garfunkel'], file: 'Simon and Garfunkel' },
  { same: false, heard: 'Simon & Garfunkel', credit: ['Simon & Garfunkel'], file: 'Simon' },
  { same: false, heard: 'Earth, Wind & Fire', credit: ['Earth, Wind & Fire'], file: 'Earth' },
  { same: true, heard: 'Earth, Wind & Fire', credit: ['Earth, Wind & Fire'], file: 'Earth Wind and Fire' },
  {
    same: true,
    heard: 'Earth, Wind & Fire & The Emotions',
    credit: ['Earth, Wind & Fire', 'The Emotions'],
    file: 'Earth, Wind & Fire feat. The Emotions',
  },
  {
    same: false,
    heard: 'Earth, Wind & Fire & The Emotions',
    credit: ['Earth, Wind & Fire', 'The Emotions'],
    file: 'Fire',
  },
  { same: true, heard: 'Tyler, The Creator', credit: ['Tyler, The Creator'], file: 'Tyler The Creator' },
  { same: false, heard: 'Tyler, The Creator', credit: ['Tyler, The Creator'], file: 'Tyler' },
  { same: true, heard: 'Florence + the Machine', credit: ['Florence + the Machine'], file: 'Florence And The Machine' },
  { same: false, heard: 'Florence + the Machine', credit: ['Florence + the Machine'], file: 'Florence' },
  {
    same: true,
    heard: 'Nick Cave & The Bad Seeds & Kylie Minogue',
    credit: ['Nick Cave & The Bad Seeds', 'Kylie Minogue'],
    file: 'Nick Cave and the Bad Seeds, Kylie Minogue',
  },
  {
    same: true,
    heard: 'Nick Cave & The Bad Seeds & Kylie Minogue',
    credit: ['Nick Cave & The Bad Seeds', 'Kylie Minogue'],
    file: 'Kylie Minogue / Nick Cave & the Bad Seeds',
  },
  {
    same: false,
    heard: 'Nick Cave & The Bad Seeds',
    credit: ['Nick Cave & The Bad Seeds'],
    file: 'Nick Cave & Warren Ellis',
  },
  {
    same: true,
    heard: 'Bob Marley & The Wailers',
    credit: ['Bob Marley & The Wailers'],
    file: 'Bob Marley and the Wailers',
  },
  {
    same: true,
    heard: 'Crosby, Stills, Nash & Young',
    credit: ['Crosby, Stills, Nash & Young'],
    file: 'Crosby Stills Nash and Young',
  },
  { same: false, heard: 'Crosby, Stills, Nash & Young', credit: ['Crosby, Stills, Nash & Young'], file: 'Crosby' },
  { same: true, heard: 'Queen & David Bowie', credit: ['Queen', 'David Bowie'], file: 'Queen' },
  { same: true, heard: 'Queen & David Bowie', credit: ['Queen', 'David Bowie'], file: 'David Bowie; Queen' },
  { same: true, heard: 'JAY-Z & Kanye West', credit: ['JAY-Z', 'Kanye West'], file: 'Jay Z / Kanye West' },
  {
    same: true,
    heard: 'Run the Jewels feat. Zack de la Rocha',
    credit: ['Run the Jewels', 'Zack de la Rocha'],
    file: 'Run The Jewels, Zack De La Rocha',
  },
  { same: true, heard: 'Gorillaz feat. De La Soul', credit: ['Gorillaz', 'De La Soul'], file: 'Gorillaz' },
  { same: false, heard: 'Gorillaz feat. De La Soul', credit: ['Gorillaz', 'De La Soul'], file: 'La Soul' },
  {
    same: true,
    heard: 'Silk Sonic',
    credit: ['Silk Sonic'],
    aliases: ['Bruno Mars & Anderson .Paak'],
    file: 'Bruno Mars, Anderson .Paak',
  },
  {
    same: true,
    heard: 'Prince',
    credit: ['Prince'],
    aliases: ['The Artist Formerly Known as Prince', 'Love Symbol'],
    file: 'The Artist (Formerly Known as Prince)',
  },
  { same: true, heard: 'Aphex Twin', credit: ['Aphex Twin'], aliases: ['AFX', 'Polygon Window'], file: 'AFX' },
  {
    same: true,
    heard: 'Puff Daddy',
    credit: ['Puff Daddy'],
    aliases: ['P. Diddy', 'Diddy', 'Sean Combs'],
    file: 'P Diddy',
  },
  { same: true, heard: 'Ye', credit: ['Ye'], aliases: ['Kanye West'], file: 'Kanye West' },
  {
    same: true,
    heard: 'Hall & Oates',
    credit: ['Daryl Hall & John Oates'],
    aliases: ['Hall & Oates'],
    file: 'Daryl Hall & John Oates',
  },
  {
    same: true,
    heard: 'Ensemble intercontemporain, Pierre Boulez',
    credit: ['Ensemble intercontemporain', 'Pierre Boulez'],
    file: 'Pierre Boulez, Ensemble Intercontemporain',
  },
  {
    same: true,
    heard: '宇多田ヒカル',
    credit: ['宇多田ヒカル'],
    aliases: ['Utada Hikaru', 'Hikaru Utada'],
    file: 'Hikaru Utada',
  },
  { same: true, heard: '坂本龍一', credit: ['坂本龍一'], aliases: ['Ryuichi Sakamoto'], file: 'Ryuichi Sakamoto' },
  {
    same: true,
    heard: 'Пётр Ильич Чайковский',
    credit: ['Пётр Ильич Чайковский'],
    aliases: ['Pyotr Ilyich Tchaikovsky', 'Tchaikovsky'],
    file: 'Tchaikovsky',
  },
  { same: true, heard: 'Yellow Magic Orchestra', credit: ['Yellow Magic Orchestra'], aliases: ['YMO'], file: 'YMO' },
  { same: true, heard: 'The English Beat', credit: ['The Beat'], aliases: ['The English Beat'], file: 'The Beat' },
  { same: false, heard: 'Aphex Twin', credit: ['Aphex Twin'], aliases: ['AFX'], file: 'Autechre' },
  { same: true, kind: 'artist spelling', heard: 'N.W.A', file: 'NWA' },
  { same: true, kind: 'artist spelling', heard: 'AC/DC', file: 'ACDC' },
  { same: true, kind: 'artist spelling', heard: 'AC/DC', file: 'AC-DC' },
  { same: true, kind: 'artist spelling', heard: 'Wu-Tang Clan', file: 'Wu Tang Clan' },
  { same: true, kind: 'artist spelling', heard: 'Beatles, The', file: 'The Beatles' },
  { same: true, kind: 'artist spelling', heard: 'Beatles', file: 'The Beatles' },
  { same: true, kind: 'artist spelling', heard: 'Bowie, David', file: 'David Bowie' },
  { same: true, kind: 'artist spelling', heard: 'deadmau5', file: 'Deadmaus' },
  { same: true, kind: 'artist spelling', heard: 'MØ', file: 'MO' },
  { same: true, kind: 'artist spelling', heard: 'CHVRCHES', file: 'Churches' },
  { same: true, kind: 'artist spelling', heard: 'The xx', file: 'xx' },
  { same: true, kind: 'artist spelling', heard: 'Alt-J', file: 'alt‐J (∆)' },
  { same: true, kind: 'artist spelling', heard: 'will.i.am', file: 'Will I Am' },
  { same: true, kind: 'artist spelling', heard: 'fun.', file: 'Fun' },
  { same: true, kind: 'artist spelling', heard: 'Sunn O)))', file: 'Sunn O' },
  { same: true, kind: 'artist spelling', heard: 'Godspeed You! Black Emperor', file: 'Godspeed You Black Emperor!' },
  { same: true, kind: 'artist spelling', heard: 'Antonín Dvořák', file: 'Antonin Dvorak' },
  { same: true, kind: 'artist spelling', heard: 'Ólafur Arnalds', file: 'Olafur Arnalds' },
  { same: true, kind: 'artist spelling', heard: 'Motörhead', file: 'Motorhead' },
  { same: true, kind: 'artist spelling', heard: 'Nico Touches the Walls', file: 'NICO Touches the Walls' },
  { same: true, kind: 'artist spelling', heard: 'Sly & the Family Stone', file: 'Sly and The Family Stone' },
  { same: true, kind: 'artist spelling', heard: 'Me First and the Gimme Gimmes', file: 'Me First & The Gimme Gimmes' },
  { same: true, kind: 'artist spelling', heard: 'Eagles', file: 'The Eagles' },
  { same: true, kind: 'artist spelling', heard: 'Die Ärzte', file: 'Ärzte' },
  { same: true, kind: 'artist spelling', heard: 'Die Ärzte', file: 'Die Aerzte' },
  { same: true, kind: 'artist spelling', heard: 'Bone Thugs-n-Harmony', file: 'Bone Thugs N Harmony' },
  { same: true, kind: 'artist spelling', heard: '2Pac', file: 'Tupac' },
];

export const CREDITS: readonly HardPair[] = ROWS.map(({ same, kind, heard, credit, aliases, file, title }, index) => ({
  kind: kind ?? 'credit',
  heard: {
    artist: heard,
    title: title ?? 'Where It Begins',
    album: null,
    seconds: 214,
    ...(credit !== undefined && { credit }),
    ...(aliases !== undefined && { aliases }),
  },
  file: { artist: file, title: title ?? 'Where It Begins', album: null, seconds: 214 + (index % 4) * 0.5 },
  same,
}));
