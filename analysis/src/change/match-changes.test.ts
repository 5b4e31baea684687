import { matchChanges } from './match-changes.ts';
import { regimeOf, sameScorer } from './regime.ts';

const at = (weekStart: string, axis = 'energy', direction = 'up') => ({ axis, direction, weekStart });

test('a change is known again by axis and direction, in about the same week, the nearest first and each once', () => {
  const known = [at('2026-01-05'), at('2026-03-02'), at('2026-03-02', 'valence'), at('2026-03-02', 'energy', 'down')];
  const found = [at('2026-01-12'), at('2026-02-23'), at('2026-03-09'), at('2026-06-01')];
  expect(matchChanges(known, found)).toEqual([known[0], known[1], null, null]);
  expect(matchChanges([], found)).toEqual([null, null, null, null]);
  expect(matchChanges(known, [])).toEqual([]);
});

describe('the regime of a week', () => {
  const track = (plays: number, hasAudio: boolean, scored = true) => ({
    plays,
    hasAudio,
    scores: scored ? { energy: 1 } : {},
  });
  test.each([
    [[], 'none'],
    [[track(5, true, false)], 'none'],
    [[track(9, true), track(1, false)], 'audio'],
    [[track(8, true), track(2, false)], 'mixed'],
    [[track(1, true), track(9, false), track(50, true, false)], 'tags'],
  ])('%j is of %s', (tracks, share) => expect(regimeOf(tracks)).toMatch(new RegExp(`^.+:${share}$`)));

  test('is of the same scorer by its version alone', () => {
    expect(sameScorer('3:audio', '3:tags')).toBe(true);
    expect(sameScorer('3:audio', '2:audio')).toBe(false);
    expect(sameScorer(null, null)).toBe(false);
  });
});
