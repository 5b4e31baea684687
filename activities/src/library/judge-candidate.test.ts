import { judgeCandidate, type Candidate, type Judgement } from './judge-candidate.ts';

interface Case extends Partial<Omit<Candidate, 'recording' | 'file'>> {
  recording?: Partial<Candidate['recording']>;
  file?: Partial<Candidate['file']>;
}
const judge = ({ recording, file, ...common }: Case): Judgement | null =>
  judgeCandidate({
    recordingId: 'r',
    audioFileId: 'f',
    sameMbid: false,
    sameIsrc: false,
    sameKey: false,
    otherMbid: false,
    ...common,
    recording: { title: 'Tide', releaseTitle: null, durationSeconds: 200, ...recording },
    file: { title: 'Tide', album: null, durationSeconds: 200, isGone: false, ...file },
  });

test.each<[string, Case, Judgement | null]>([
  ['an embedded MBID is the recording', { sameMbid: true }, { rung: 'mbid', confidence: 1 }],
  [
    'an embedded MBID wins over titles and durations',
    { sameMbid: true, file: { title: 'X (Live)', durationSeconds: 9 } },
    { rung: 'mbid', confidence: 1 },
  ],
  ['an ISRC of the same length', { sameIsrc: true, sameKey: true }, { rung: 'isrc', confidence: 0.95 }],
  [
    'an ISRC without a known length',
    { sameIsrc: true, file: { durationSeconds: null } },
    { rung: 'isrc', confidence: 0.95 },
  ],
  ['an ISRC of another length', { sameIsrc: true, file: { durationSeconds: 230 } }, null],
  ['an ISRC shared by a remix', { sameIsrc: true, file: { title: 'Tide (Remix)' } }, null],
  ['a name of the same length', { sameKey: true }, { rung: 'name_duration', confidence: 0.85 }],
  ['a name within 3 s', { sameKey: true, file: { durationSeconds: 203 } }, { rung: 'name_duration', confidence: 0.8 }],
  ['a name more than 3 s apart', { sameKey: true, file: { durationSeconds: 203.1 } }, null],
  [
    'a name on the same album',
    { sameKey: true, recording: { releaseTitle: 'Shores' }, file: { album: 'SHORES' } },
    { rung: 'name_duration', confidence: 0.9 },
  ],
  [
    'a name whose file carries another MBID',
    { sameKey: true, otherMbid: true },
    { rung: 'name_duration', confidence: 0.75 },
  ],
  [
    'a name without the length of the recording',
    { sameKey: true, recording: { durationSeconds: null } },
    { rung: 'name', confidence: 0.6 },
  ],
  ['a live version is another recording', { sameKey: true, recording: { title: 'Tide (Live)' } }, null],
  ['an edit is another recording', { sameKey: true, file: { title: 'Tide - Radio Edit' } }, null],
  [
    'the same version written in two ways',
    { sameKey: true, recording: { title: 'Tide (Live)' }, file: { title: 'Tide - Live' } },
    { rung: 'name_duration', confidence: 0.85 },
  ],
  ['nothing in common', {}, null],
])('%s', (_, given, expected) => {
  expect(judge(given)).toEqual(expected);
});
