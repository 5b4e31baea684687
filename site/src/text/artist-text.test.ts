import { AXIS_ORDER } from '../charts/axes.ts';
import type { ArtistDrift } from '../data/queries/artists.ts';
import type { Axis } from '../data/types.ts';
import { describeInfluence, describeShares, influences, summariseDrift } from './artist-text.ts';
import { englishReader } from './readers.fixture.ts';

const nothing = Object.fromEntries(AXIS_ORDER.map((axis) => [axis, null])) as Record<Axis, null>;
const week = (weekStart: string, mean: number | null) => ({
  ...{ isoWeek: '2026-W40', weekStart, inProgress: false, plays: 4, share: 0.1 },
  axes: { ...nothing, energy: mean === null ? null : { mean, pull: null } },
});
const drift = (change: Partial<ArtistDrift>): ArtistDrift => ({
  ...{ artist: { id: '1', name: 'Burial' }, weeks: [], shareBefore: 0.02, shareAfter: 0.21, change: nothing },
  ...change,
});
const part = { before: 0.3, after: 0.28, shareBefore: 0.02, shareAfter: 0.2 };

test('the drift in a sentence', () => {
  const say = (...weeks: ArtistDrift['weeks']) => summariseDrift(drift({ weeks }), 'energy', englishReader);
  expect(say(week('2026-09-28', 0.3), week('2026-10-05', null), week('2026-11-02', 0.5))).toBe(
    'Energy of what you played, over 2 weeks with scored plays: 0.30 in Week 40 (28 Sep – 4 Oct 2026), 0.50 in Week 40 (2 – 8 Nov 2026) at the end.',
  );
  expect(say(week('2026-09-28', 0.3))).toContain('the only week with scored plays');
  expect(say(week('2026-09-28', null))).toBe('The energy of what you played is not known.');
  expect(describeShares(drift({}), englishReader)).toBe(
    '2% of your plays in the first half of this span, 21% in the second.',
  );
  expect(describeShares(drift({ shareBefore: null }), englishReader)).toContain('nothing to compare');
});

test('the artist’s part in a change, with its causes', () => {
  const say = (change: number, mix: number, within: number, of: number) =>
    describeInfluence('energy', { ...part, change, mix, within, of }, englishReader);
  expect(say(-0.05, -0.04, -0.01, -0.09)).toBe(
    'Your energy moved by −0.09; this artist’s part is −0.05: −0.04 by how often you played them, −0.01 by which tracks of theirs you played.',
  );
  expect(say(0.02, 0.02, 0, 0.11)).toBe(
    'Your energy moved by +0.11; this artist’s part is +0.02, by how often you played them.',
  );
  expect(say(0.001, 0.001, 0, 0.001)).toBe('Your energy stayed where it was; this artist had next to no part in it.');
});

test('the strongest part comes first; what is not known is left out', () => {
  const change = { ...part, mix: 0, within: 0, of: 0.1 };
  const told = drift({
    change: { ...nothing, energy: { ...change, change: 0.01 }, valence: { ...change, change: -0.05 } },
  });
  expect(influences(told).map(({ axis }) => axis)).toEqual(['valence', 'energy']);
});
