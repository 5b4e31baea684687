import { CLASSICAL } from './classical.ts';
import { CREDITS } from './credits.ts';
import type { HardPair, PairKind, Told } from './hard-pair.ts';
import { TRANSLITERATIONS } from './transliterations.ts';

/** Pairs that no rule makes: chosen one by one. */
export function curatedPairs(): HardPair[] {
  return [...TRANSLITERATIONS, ...CLASSICAL, ...CREDITS, ...OTHER_SONGS, ...SAME_TITLES].map((pair) => ({ ...pair }));
}

/** Two songs of one artist whose titles differ in a letter, a number or a word, of nearly the same length. */
const OTHER_SONGS: readonly HardPair[] = (
  [
    ['Queens of the Stone Age', 'A Song for the Deaf', 'A Song for the Dead', 352],
    ['Pink Floyd', 'Another Brick in the Wall, Part 1', 'Another Brick in the Wall, Part 2', 191],
    ['Pink Floyd', 'Another Brick in the Wall (Part II)', 'Another Brick in the Wall (Part III)', 75],
    ['Pink Floyd', 'Shine On You Crazy Diamond (Parts I–V)', 'Shine On You Crazy Diamond (Parts VI–IX)', 747],
    ['Metallica', 'The Unforgiven', 'The Unforgiven II', 396],
    ['Metallica', 'The Unforgiven II', 'The Unforgiven III', 460],
    ['Sigur Rós', 'Untitled #1', 'Untitled #3', 398],
    ['Elliott Smith', 'No Name #2', 'No Name #3', 193],
    ['Elliott Smith', 'Waltz #1', 'Waltz #2', 202],
    ['Brian Eno', '1/2', '2/2', 540],
    ['Brian Eno', '1/1', '2/1', 530],
    ['Aphex Twin', '#3', '#20', 464],
    ['Muse', 'Exogenesis: Symphony, Part 1 (Overture)', 'Exogenesis: Symphony, Part 3 (Redemption)', 277],
    ['Nine Inch Nails', '3 Ghosts I', '4 Ghosts I', 231],
    ['Nine Inch Nails', '13 Ghosts II', '13 Ghosts III', 193],
    ['Neil Young', 'My My, Hey Hey (Out of the Blue)', 'Hey Hey, My My (Into the Black)', 226],
    ['Neil Young', "Tonight's the Night", "Tonight's the Night, Part II", 281],
    ['JAY-Z', 'Dead Presidents', 'Dead Presidents II', 267],
    ['Kraftwerk', 'Computerwelt', 'Computerwelt 2', 200],
    ['Gorillaz', '5/4', '4/4', 160],
    ['Godspeed You! Black Emperor', 'Side 1', 'Side 2', 1240],
    ['Sufjan Stevens', 'Movement I: In the Countenance of Kings', 'Movement IV: Traffic Shock', 219],
    ['Frank Ocean', 'Solo', 'Solo (Reprise)', 240],
    ['The Beatles', 'Revolution', 'Revolution 1', 204],
    ['The Beatles', 'Revolution 1', 'Revolution 9', 255],
    ['Tangerine Dream', 'Phaedra', 'Phaedra 2005', 1060],
    ['Steve Reich', 'Music for 18 Musicians: Section I', 'Music for 18 Musicians: Section II', 238],
    ['Philip Glass', 'Metamorphosis One', 'Metamorphosis Two', 340],
    ['Philip Glass', 'Études: No. 5', 'Études: No. 6', 345],
    ['Ludovico Einaudi', 'Una mattina', 'Un mattino', 207],
    ['Tool', 'Parabol', 'Parabola', 363],
    ['Nils Frahm', 'Says', 'Some', 498],
    ['Autechre', 'VLetrmx21', 'VLetrmx', 488],
    ['Bill Evans Trio', 'Gloria’s Step (take 2)', 'Gloria’s Step (take 3)', 373],
    ['John Coltrane', 'Naima (alternate take)', 'Naima', 265],
    ['Glenn Gould', 'Goldberg Variations: Variation 12', 'Goldberg Variations: Variation 21', 98],
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Aria', 'Goldberg Variations, BWV 988: Aria da capo', 185],
    ['Depeche Mode', 'Interlude #1', 'Interlude #2', 80],
    ['Lauryn Hill', 'Intro', 'Outro', 47],
    ['M83', 'Intro', 'Outro', 247],
    ['Bon Iver', '29 #Strafford APTS', '22 (OVER S∞∞N)', 168],
    ['Wilco', 'Outtasite (Outta Mind)', 'Outta Mind (Outta Sight)', 154],
    ['Ramones', 'I Wanna Be Well', 'I Wanna Be Sedated', 148],
  ] as const
).map(([artist, first, second, seconds]) =>
  different('another song', told(artist, first, seconds), told(artist, second, seconds + 1.2)),
);

/** Equal words that mean different recordings, and names that another artist bears too. */
const SAME_TITLES: readonly HardPair[] = [
  ...(
    [
      ['Nine Inch Nails', 'Johnny Cash', 'Hurt', 218],
      ['Earth', 'Earth, Wind & Fire', 'Ripe', 240],
      ['Simon', 'Simon & Garfunkel', 'America', 215],
      ['The Band', 'Band of Horses', 'Ophelia', 210],
      ['Beach House', 'Beach Fossils', 'Silver Tongue', 230],
      ['Eels', 'The Eagles', 'Novocaine', 185],
      ['Bush', 'Kate Bush', 'Cloudbusting', 310],
      ['Prince', 'Prince Royce', 'Kiss', 226],
      ['Madonna', 'Madness', 'Vogue', 290],
      ['Seal', 'Seals and Crofts', 'Crazy', 245],
      ['Big Star', 'Big Stars', 'Thirteen', 155],
      ['Yes', 'Yes Yes Yes', 'Roundabout', 511],
      ['Boston', 'Boston Pops Orchestra', 'More Than a Feeling', 285],
      ['America', 'Young the Giant', 'Ventura Highway', 211],
      ['Grimes', 'Grime', 'Oblivion', 251],
      ['Mika', 'Mike', 'Grace Kelly', 187],
      ['Air', 'Airbourne', 'Talisman', 256],
      ['Low', 'Lo', 'Sunflower', 275],
      ['Wham!', 'Wham Bam', 'Last Christmas', 263],
      ['Sia', 'Siamese', 'Chandelier', 216],
    ] as const
  ).map(([first, second, title, seconds]) =>
    different('cover', told(first, title, seconds), told(second, title, seconds - 0.8)),
  ),
  ...(
    [
      ['Oasis', 'Intro', 'Familiar to Millions', 'Knebworth 1996', 62, null],
      ['Jay-Z', 'Intro', 'The Black Album', 'Reasonable Doubt', 83, 119],
      ['OutKast', 'Interlude', 'Stankonia', 'Aquemini', 30, 66],
      ['Crystal Castles', 'Untitled', '(III)', '(II)', 201, 145],
      ['Kendrick Lamar', 'untitled 05', 'untitled unmastered.', 'Live on Fallon', 338, null],
    ] as const
  ).map(([artist, title, first, second, seconds, other]) =>
    different(
      'another song',
      { ...told(artist, title, seconds), album: first },
      { ...told(artist, title, other), album: second },
    ),
  ),
];

export function told(artist: string, title: string, seconds: number | null): Told {
  return { artist, title, album: null, seconds };
}
function different(kind: PairKind, heard: Told, file: Told): HardPair {
  return { kind, heard, file, same: false };
}
