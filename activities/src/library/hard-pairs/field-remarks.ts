import type { HardPair } from './hard-pair.ts';
import { SONGS } from './songs.ts';

/**
 * Remarks as other programs that clean titles have them in their own tests (metadata-filter, lastfm-stats-web, yubal): collected
 * after the ladder's rules were written, and measured once before any rule was changed for them (docs/ways-in.md).
 */
const SAME = [
  ' - Remastered 2015',
  ' (Remaster 2009)',
  ' [2011 - Remaster]',
  ' (2011 - Remaster)',
  ' - 2011 - Remaster',
  ' - 2006 Remaster',
  ' - 2001 Digital Remaster',
  ' (Deluxe Remaster)',
  ' (Remastered Deluxe Box Set)',
  ' (2009 Re-Mastered Digital Version)',
  ' [Remastered] (Remastered Version)',
  ' - Original',
  ' - Original Version 1978',
  ' - Stereo Version',
  ' (HD)',
  ' HQ',
  ' (Official)',
  ' (Oficial)',
  ' offizielles Video',
  ' video clip officiel',
  ' videoclip',
  ' 【Official Video】',
  ' （Official Video）',
  ' [Official Video] (Official Video)',
  ' (Original Video)',
  ' (With Lyrics)',
  ' (Official Track Stream)',
  ' (Stream)',
  ' (Letra/Lyrics)',
  ' (Album Track)',
  '.wmv',
  ' **NEW**',
  ' (Super Deluxe Edition)',
  ' (Special Edition)',
  ' (Expanded Edition)',
  " [Collector's Edition]",
  ' (Album V)',
  ' - from The Lion King Soundtrack',
  ' (from Frozen Soundtrack)',
  ' - from Motion Picture Soundtrack',
  ' (Bonus)',
  ' (feat. Rihanna) - Remastered',
  ' - Remastered (feat. Rihanna)',
  ' - ft. Rihanna',
  ' (2018 Remastering)',
  ' – Remastered',
  ' — 2016 Remastered',
  ' (Official Visualizer)',
  ' (Lyrics Video)',
  ' (    )',
  ' ()',
  ' - Official Music Video',
  ' - Music Audio',
  ' (Original Song)',
  ' (Audio) (Official Video)',
  ' (Lyric Video) ft. Rihanna',
];
const DIFFERENT = [
  ' (Rerecorded)',
  ' [Re-recorded]',
  ' (Single Version)',
  ' (Edit)',
  ' - Original Single Version',
  ' - Original 7" Version',
  ' - Mono Version',
  ' (Live / Remastered)',
  ' - Live / Remastered',
  ' - Live @ Moon',
  ' (Radio Mix)',
  ' - Single Edit',
  ' - Extended Edit',
  ' - Alternate Version',
  ' - Demo Version',
  ' - Acoustic',
  ' (Live from Madison Square Garden)',
  ' - Live at The Royal Albert Hall London 2019',
  ' (Super Cool Version)',
  ' (Live at somewhere)',
  ' (En vivo)',
  ' - Extended Version',
  ' (Feed Me Remix)',
  ' (Parody)',
];

export const FIELD_REMARKS: readonly HardPair[] = [...SAME, ...DIFFERENT].map((remark, index) => {
  const { artist, title, album, seconds } = SONGS[(index * 5) % SONGS.length]!;
  const plain = { artist, title, album, seconds };
  const remarked = { artist, title: title + remark, album: null, seconds: seconds + (index % 5) * 0.4 };
  const [heard, file] = index % 2 === 0 ? [remarked, plain] : [plain, remarked];
  return { kind: 'remark', heard, file, same: index < SAME.length };
});
