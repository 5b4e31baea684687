import { chooseMatches, type Decision } from './choose-matches.ts';
import type { Candidate } from './judge-candidate.ts';

const candidate = (
  recordingId: string,
  audioFileId: string,
  change: Partial<Candidate> = {},
  isGone = false,
): Candidate => ({
  recordingId,
  audioFileId,
  sameMbid: false,
  sameIsrc: false,
  likeness: 'same',
  sameVersion: true,
  otherMbid: false,
  sameAlbum: null,
  onlyOneInConcert: false,
  players: null,
  isGenericTitle: false,
  secondsApart: 0,
  isGone,
  ...change,
});
const chosen = (candidates: Candidate[], decisions: Decision[] = []): string[] =>
  chooseMatches(candidates, decisions)
    .filter((match) => match.chosen)
    .map(({ recordingId, audioFileId }) => `${recordingId}:${audioFileId}`);

test('one file is chosen for each recording, the surest', () => {
  const candidates = [candidate('r1', 'f1'), candidate('r1', 'f2', { sameMbid: true }), candidate('r2', 'f1')];
  expect(chosen(candidates)).toEqual(['r1:f2', 'r2:f1']);
  expect(chooseMatches(candidates, [])).toHaveLength(3);
});

test('the order of the candidates does not matter', () => {
  const candidates = [candidate('r1', 'f2'), candidate('r1', 'f1'), candidate('r1', 'f3')];
  expect(chosen(candidates)).toEqual(['r1:f1']);
  expect(chosen(candidates.toReversed())).toEqual(['r1:f1']);
});

test('a file that is there is taken before one that is gone', () => {
  expect(chosen([candidate('r1', 'f1', {}, true), candidate('r1', 'f2')])).toEqual(['r1:f2']);
});

test("the listener's choice is never overridden, and what they refused is never chosen", () => {
  const candidates = [candidate('r1', 'f1', { sameMbid: true }), candidate('r1', 'f2')];
  expect(chosen(candidates, [{ recordingId: 'r1', audioFileId: 'f2', chosen: true }])).toEqual([]);
  expect(chosen(candidates, [{ recordingId: 'r1', audioFileId: 'f1', chosen: false }])).toEqual(['r1:f2']);
});
