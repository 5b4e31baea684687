import { judgeCandidate, type Candidate, type Judgement } from './judge-candidate.ts';

const judge = (change: Partial<Candidate>): Judgement | null =>
  judgeCandidate({
    recordingId: 'r',
    audioFileId: 'f',
    sameMbid: false,
    sameIsrc: false,
    likeness: null,
    sameVersion: true,
    otherMbid: false,
    sameAlbum: null,
    onlyOneInConcert: false,
    players: null,
    isGenericTitle: false,
    secondsApart: 0,
    isGone: false,
    ...change,
  });

test.each<[string, Partial<Candidate>, Judgement | null]>([
  ['an embedded MBID is the recording', { sameMbid: true }, { rung: 'mbid', confidence: 1 }],
  [
    'an embedded MBID wins over titles and durations',
    { sameMbid: true, sameVersion: false, secondsApart: 100 },
    { rung: 'mbid', confidence: 1 },
  ],
  ['an ISRC of the same length', { sameIsrc: true }, { rung: 'isrc', confidence: 0.95 }],
  ['an ISRC without a known length', { sameIsrc: true, secondsApart: null }, { rung: 'isrc', confidence: 0.95 }],
  ['an ISRC of another length', { sameIsrc: true, secondsApart: 30 }, null],
  ['an ISRC shared by a remix', { sameIsrc: true, sameVersion: false }, null],
  ['a name of the same length', { likeness: 'same' }, { rung: 'name_duration', confidence: 0.85 }],
  ['a name within 3 s', { likeness: 'same', secondsApart: 3 }, { rung: 'name_duration', confidence: 0.8 }],
  ['a name more than 3 s apart', { likeness: 'same', secondsApart: 3.1 }, null],
  ['a name on the same album', { likeness: 'same', sameAlbum: true }, { rung: 'name_duration', confidence: 0.9 }],
  [
    'a name whose file carries another MBID',
    { likeness: 'same', otherMbid: true },
    { rung: 'name_duration', confidence: 0.75 },
  ],
  ['a name without a length', { likeness: 'same', secondsApart: null }, { rung: 'name', confidence: 0.6 }],
  ['an artist written otherwise', { likeness: 'spelling' }, { rung: 'name_duration', confidence: 0.8 }],
  ['a title of which one side says more', { likeness: 'part' }, { rung: 'name_part', confidence: 0.7 }],
  ['such a title without a length', { likeness: 'part', secondsApart: null }, null],
  ['names in two scripts', { likeness: 'sound' }, { rung: 'script', confidence: 0.65 }],
  ['a slip of the fingers', { likeness: 'slip', secondsApart: 1.5 }, { rung: 'slip', confidence: 0.575 }],
  ['a slip that a length does not confirm', { likeness: 'slip', secondsApart: 2 }, null],
  ['a piece with its players', { likeness: 'work', players: 'same' }, { rung: 'work', confidence: 0.7 }],
  [
    'a piece on the same album',
    { likeness: 'work', players: 'untold', sameAlbum: true },
    { rung: 'work', confidence: 0.75 },
  ],
  ['a piece played by others', { likeness: 'work', players: 'others', sameAlbum: true }, null],
  ["a composer's name on two albums", { likeness: 'same', players: 'untold', sameAlbum: false, secondsApart: 1 }, null],
  ['a title, an album and a length', { likeness: 'title', sameAlbum: true }, { rung: 'album', confidence: 0.6 }],
  ['a title alone', { likeness: 'title' }, null],
  ['a concert by its album', { likeness: 'same', onlyOneInConcert: true, sameAlbum: false }, null],
  [
    'a concert by its album, of a length not known',
    { likeness: 'same', onlyOneInConcert: true, secondsApart: null },
    null,
  ],
  ['two intros', { likeness: 'same', isGenericTitle: true, sameAlbum: false, secondsApart: null }, null],
  ['nothing in common', {}, null],
])('%s', (_, given, expected) => {
  expect(judge(given)).toEqual(expected);
});
