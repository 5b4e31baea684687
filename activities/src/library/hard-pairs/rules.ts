import { either, namesOfPath, otherSeconds, plainly, remixOf, swapSides, withTypo, type Rule } from './rule.ts';
import * as words from './version-words.ts';

/** The rules of the generated pairs: what each does to a song, and whether both sides are one recording afterwards. */
export const RULES: readonly Rule[] = [
  {
    kind: 'remaster',
    does: 'one side says that it is a remaster, in one of the usual spellings',
    same: true,
    songs: 44,
    make: ({ title }, draw) => either(draw, {}, { title: `${title}${draw.pick(words.REMASTERS)}` }),
  },
  {
    kind: 'remark',
    does: 'one side carries a remark of a shop, a label or a video site that names no other version',
    same: true,
    songs: 60,
    make: ({ title }, draw) => either(draw, {}, { title: `${title}${draw.pick(words.REMARKS)}` }),
  },
  {
    kind: 'remark',
    does: 'a play from a video site: the uploader is the artist, the title holds both names and a remark',
    same: true,
    songs: 40,
    make: ({ artist, title }, draw) => ({
      heard: {
        artist: draw.pick([artist, `${artist} - Topic`, `${artist.replaceAll(/[^\p{L}\p{N}]/gu, '')}VEVO`]),
        title: `${artist} - ${title}${draw.pick(words.VIDEO_REMARKS)}`,
        album: null,
      },
      file: {},
    }),
  },
  {
    kind: 'guests',
    does: 'a guest stands in the artist on one side and in the title, or nowhere, on the other',
    same: true,
    songs: 60,
    make: ({ artist, title }, draw) => {
      const guest = draw.pick(words.GUESTS);
      const inArtist = {
        artist: `${artist}${draw.pick([' feat. ', ' ft. ', ' featuring ', ' Feat ', ' (feat. '])}${guest}`,
      };
      if (inArtist.artist.includes('(')) inArtist.artist += ')';
      const inTitle = { title: `${title}${draw.pick(words.GUEST_MARKS).replace('@', guest)}` };
      return draw.pick([
        { heard: inArtist, file: inTitle },
        { heard: inTitle, file: inArtist },
        { heard: inTitle, file: {} },
        { heard: {}, file: inArtist },
      ]);
    },
  },
  {
    kind: 'guests',
    does: 'two artists side by side are joined by other marks on each side, or in the other order',
    same: true,
    songs: 50,
    make: ({ artist }, draw) => {
      const other = draw.pick(words.GUESTS);
      const join = () => draw.pick([' & ', ', ', '; ', ' / ', ' x ', ' and ', ' with ', ' feat. ', ' + ', ' vs. ']);
      return {
        heard: { artist: `${artist}${join()}${other}` },
        file: { artist: draw.pick([`${artist}${join()}${other}`, `${other}${join()}${artist}`, artist]) },
      };
    },
  },
  {
    kind: 'guests',
    does: 'each side names another guest, so that another verse is heard; the lengths agree',
    same: false,
    songs: 30,
    make: ({ title, seconds }, draw) => {
      const first = draw.between(0, words.GUESTS.length) | 0;
      const others = words.GUESTS.filter((_, index) => index !== first);
      return {
        heard: { title: `${title} (feat. ${words.GUESTS[first]!})` },
        file: { title: `${title} [ft. ${draw.pick(others)}]`, seconds: seconds + draw.between(-2, 2) },
      };
    },
  },
  {
    kind: 'live',
    does: 'one side is a concert, in one of the usual languages; its length is near, far or not known',
    same: false,
    songs: 64,
    make: ({ title, seconds }, draw) =>
      either(
        draw,
        {},
        { title: `${title}${draw.pick(words.CONCERTS)}`, seconds: otherSeconds(seconds, draw), album: null },
      ),
  },
  {
    kind: 'live',
    does: 'the titles are equal, but one album is a concert and the other is not',
    same: false,
    songs: 40,
    make: ({ seconds }, draw) =>
      either(draw, {}, { album: draw.pick(words.CONCERT_ALBUMS), seconds: otherSeconds(seconds, draw) }),
  },
  {
    kind: 'live',
    does: 'two concerts at different places',
    same: false,
    songs: 30,
    make: ({ title, seconds }, draw) => {
      const [first, second] = draw.pick(words.TWO_PLACES);
      return {
        heard: { title: `${title} (Live at ${first})`, album: null },
        file: {
          title: `${title} - Live ${draw.pick(['in', 'at', 'from'])} ${second}`,
          album: null,
          seconds: seconds + draw.between(-2.5, 2.5),
        },
      };
    },
  },
  {
    kind: 'live',
    does: 'one concert, spelled in two ways',
    same: true,
    songs: 40,
    make: ({ title }, draw) => {
      const [place] = draw.pick(words.TWO_PLACES);
      return {
        heard: { title: `${title}${draw.pick([` (Live at ${place})`, ` - Live at ${place}`, ` [Live at ${place}]`])}` },
        file: {
          title: `${title}${draw.pick([` - Live At ${place}`, ' (Live)', ' - Live', ` (Live at ${place} / Remastered 2011)`])}`,
          album: `Live at ${place}`,
        },
      };
    },
  },
  {
    kind: 'remix',
    does: 'one side is a remix; its length is near, far or not known',
    same: false,
    songs: 60,
    make: ({ title, seconds }, draw) =>
      either(draw, {}, { title: `${title}${remixOf(draw)}`, seconds: otherSeconds(seconds, draw), album: null }),
  },
  {
    kind: 'remix',
    does: 'remixes by two people',
    same: false,
    songs: 30,
    make: ({ title, seconds }, draw) => {
      const first = draw.between(0, words.REMIXERS.length) | 0;
      const others = words.REMIXERS.filter((_, index) => index !== first);
      return {
        heard: { title: `${title} (${words.REMIXERS[first]!} Remix)`, album: null },
        file: {
          title: `${title} - ${draw.pick(others)} Remix`,
          album: null,
          seconds: seconds + draw.between(-2.5, 2.5),
        },
      };
    },
  },
  {
    kind: 'remix',
    does: 'one remix, spelled in two ways',
    same: true,
    songs: 40,
    make: ({ title }, draw) => {
      const by = draw.pick(words.REMIXERS);
      const spell = () =>
        draw.pick([` (${by} Remix)`, ` - ${by} Remix`, ` [${by} remix]`, ` (Remixed by ${by})`, ` (${by} RMX)`]);
      return { heard: { title: title + spell() }, file: { title: title + spell() } };
    },
  },
  {
    kind: 'other version',
    does: 'one side is another version (demo, edit, a cappella, re-recording and the like); its length is near, far or not known',
    same: false,
    songs: 128,
    make: ({ title, seconds }, draw) =>
      either(
        draw,
        {},
        { title: `${title}${draw.pick(words.VERSIONS)}`, seconds: otherSeconds(seconds, draw), album: null },
      ),
  },
  {
    kind: 'typo',
    does: 'a slip of the fingers in a longer word of the title',
    same: true,
    songs: 56,
    make: ({ title }, draw) => swapSides(draw, {}, withTypo(title, draw), 'title'),
  },
  {
    kind: 'typo',
    does: "a slip of the fingers in a longer word of the artist's name",
    same: true,
    songs: 40,
    make: ({ artist }, draw) => swapSides(draw, {}, withTypo(artist, draw), 'artist'),
  },
  {
    kind: 'artist spelling',
    does: "the artist's name without its punctuation, marks or article, or with the article behind",
    same: true,
    songs: 64,
    make: ({ artist }, draw) => swapSides(draw, {}, plainly(artist, draw), 'artist'),
  },
  {
    kind: 'title spelling',
    does: 'the title without its punctuation and marks, in capitals, or with "and" for "&"',
    same: true,
    songs: 50,
    make: ({ title }, draw) => swapSides(draw, {}, plainly(title, draw), 'title'),
  },
  {
    kind: 'untagged file',
    does: 'a file without tags, named after one of the usual patterns',
    same: true,
    songs: 50,
    make: (song, draw) => ({ heard: { album: null }, file: { ...namesOfPath(song, draw), album: null } }),
  },
  {
    kind: 'compilation',
    does: 'a file of a compilation: its artist is "Various Artists", the title names who plays',
    same: true,
    songs: 40,
    make: ({ artist, title }, draw) => ({
      heard: {},
      file: {
        artist: draw.pick(['Various Artists', 'Various', 'VA', 'V.A.', 'Various Artist']),
        title: draw.pick([`${artist} - ${title}`, `${title} - ${artist}`, `${artist} / ${title}`]),
        album: draw.pick(words.COMPILATIONS),
      },
    }),
  },
  {
    kind: 'compilation',
    does: 'a file of a compilation by somebody else, of the same title and length',
    same: false,
    songs: 30,
    make: ({ title, seconds }, draw) => ({
      heard: {},
      file: {
        artist: draw.pick(['Various Artists', 'VA', 'Various']),
        title: draw.pick([`${draw.pick(words.COVERERS)} - ${title}`, title]),
        album: draw.pick(words.COMPILATIONS),
        seconds: seconds + draw.between(-2.5, 2.5),
      },
    }),
  },
  {
    kind: 'cover',
    does: 'the same title by another artist, of about the same length',
    same: false,
    songs: 50,
    make: ({ seconds }, draw) => ({
      heard: { seconds: draw.pick([seconds, null]) },
      file: { artist: draw.pick(words.COVERERS), album: null, seconds: seconds + draw.between(-2.5, 2.5) },
    }),
  },
  {
    kind: 'length',
    does: 'the same words, but a length that a cut of a medium does not explain',
    same: false,
    songs: 40,
    make: ({ seconds }, draw) => ({ heard: {}, file: { seconds: seconds - draw.between(12, 80) } }),
  },
  {
    kind: 'length',
    does: 'the same words and nearly the same length, on a later collection',
    same: true,
    songs: 40,
    make: ({ seconds }, draw) => ({
      heard: {},
      file: {
        album: draw.pick(['Greatest Hits', 'The Essential', 'Best Of', 'The Singles']),
        seconds: seconds + draw.between(-2.9, 2.9),
      },
    }),
  },
];
