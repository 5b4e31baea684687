import type { AxisScore, TrackScores } from '../axes/evidence.ts';
import { logit } from '../axes/logit.ts';
import { judgeDrawnListeners } from './drawn-listeners-test-tools.ts';
import { fitCalibration } from './fit-calibration.ts';
import {
  calibrate,
  calibrateScore,
  fitStored,
  nextComparison,
  pairKey,
  parseCalibration,
  placeOf,
  type AxisCalibration,
} from './index.ts';
import type { Label } from './labels.ts';
import { boundedOf } from './log-odds.ts';

const score = (value: number, variance = 0.5): AxisScore => ({
  calibrated: false,
  ...boundedOf({ logOdds: logit(value), variance }),
  sources: [
    { source: 'signal.loudness', group: 'signal', value, weight: 0.6 },
    { source: 'lastfm', group: 'folksonomy', value, weight: 0.4 },
  ],
});
const CATALOGUE = Object.fromEntries(
  Array.from({ length: 19 }, (_, i) => [`track-${String(i + 10)}`, score((i + 1) / 20)]),
);
const places = (ids: readonly string[]) =>
  new Map(ids.flatMap((id) => (CATALOGUE[id] === undefined ? [] : [[id, placeOf(CATALOGUE[id])] as const])));
const fit = (...labels: Label[]): AxisCalibration | null =>
  fitCalibration(
    labels,
    places(labels.flatMap((one) => [one.recordingId, ...('otherRecordingId' in one ? [one.otherRecordingId] : [])])),
  );
const says = (recordingId: string, value: number): Label => ({ kind: 'absolute', recordingId, value });
const compares = (recordingId: string, otherRecordingId: string, value = 1): Label => ({
  kind: 'pairwise',
  recordingId,
  otherRecordingId,
  value,
});
const heard = (id: string, own: AxisCalibration | null): number =>
  own === null ? CATALOGUE[id]!.value : calibrateScore(id, CATALOGUE[id], own)!.value;
const IDS = Object.keys(CATALOGUE);

test('without labels a score is given back as it is', () => {
  expect(fit()).toBeNull();
  const scores: TrackScores = { energy: score(0.4) };
  expect(calibrate('track-10', scores, {})).toEqual(scores);
});

test('one label moves its own track most, towards the label, and all others the same way by less', () => {
  const own = fit(says('track-15', 0.9))!;
  const moves = IDS.map((id) => logit(heard(id, own)) - logit(CATALOGUE[id]!.value));
  const ofLabelled = moves[IDS.indexOf('track-15')]!;
  expect(heard('track-15', own)).toBeGreaterThan(0.6);
  expect(heard('track-15', own)).toBeLessThan(0.9);
  for (const move of moves) expect(move).toBeGreaterThan(0);
  for (const [i, move] of moves.entries()) if (IDS[i] !== 'track-15') expect(move).toBeLessThan(ofLabelled);
  expect(moves.reduce((sum, move) => sum + move, 0) / moves.length).toBeLessThan(0.6 * ofLabelled);
});

test('however unsure the scores are, one label moves the others by a fifth of what it says at most', () => {
  const unsure = new Map(IDS.map((id) => [id, { ...placeOf(CATALOGUE[id]!), variance: 6 }]));
  const own = fitCalibration([says('track-15', 0.95)], unsure)!;
  expect(own.offset).toBeLessThan((logit(0.95) - logit(CATALOGUE['track-15']!.value)) / 5);
});

test('the labelled track becomes surer, and the rest never less sure', () => {
  const own = fit(says('track-15', 0.4), says('track-22', 0.7))!;
  const width = (id: string) => {
    const { low, high } = calibrateScore(id, CATALOGUE[id], own)!;
    return logit(high) - logit(low);
  };
  const before = (id: string) => logit(CATALOGUE[id]!.high) - logit(CATALOGUE[id]!.low);
  expect(width('track-15')).toBeLessThan(0.7 * before('track-15'));
  for (const id of IDS) expect(width(id)).toBeLessThanOrEqual(before(id) + 1e-9);
});

test('a comparison puts the tracks in the order that was heard, and one of equals draws them together', () => {
  const turned = fit(compares('track-18', 'track-20'), compares('track-18', 'track-20'))!;
  expect(CATALOGUE['track-18']!.value).toBeLessThan(CATALOGUE['track-20']!.value);
  expect(heard('track-18', turned)).toBeGreaterThan(heard('track-20', turned));
  const equal = fit(compares('track-12', 'track-26', 0.5))!;
  const apart = (own: AxisCalibration | null) => logit(heard('track-26', own)) - logit(heard('track-12', own));
  expect(apart(equal)).toBeLessThan(0.8 * apart(null));
  expect(apart(equal)).toBeGreaterThan(0);
});

test('the order of labels does not matter to the bit, nor which track of a comparison is named first', () => {
  const labels = [
    says('track-11', 0.3),
    compares('track-14', 'track-20'),
    says('track-20', 0.8),
    compares('track-25', 'track-14', 0.5),
  ];
  expect(fit(...labels.toReversed())).toEqual(fit(...labels));
  const named = fit(compares('track-14', 'track-20', 1))!;
  const turned = fit(compares('track-20', 'track-14', 0))!;
  expect(turned.tracks['track-14']!.logOdds).toBeCloseTo(named.tracks['track-14']!.logOdds, 10);
});

test('labels that agree with the scores change next to nothing', () => {
  const own = fit(...IDS.map((id) => says(id, CATALOGUE[id]!.value)))!;
  for (const id of IDS) expect(heard(id, own)).toBeCloseTo(CATALOGUE[id]!.value, 6);
});

test('a track without evidence is scored by its label alone', () => {
  const own = fitCalibration([says('unknown', 0.8)], new Map())!;
  expect(own).toMatchObject({ offset: 0, slope: 1 });
  const { energy } = calibrate('unknown', {}, { energy: own });
  expect(energy).toMatchObject({ sources: [{ source: 'label', group: 'listener', weight: 1 }] });
  expect(energy!.value).toBeGreaterThan(0.7);
  expect(calibrate('another', {}, { energy: own })).toEqual({});
});

test('the shares of a labelled score sum to 1, the label among them', () => {
  const own = fit(says('track-15', 0.9))!;
  const { energy } = calibrate('track-15', { energy: CATALOGUE['track-15']! }, { energy: own });
  expect(energy!.sources.map(({ source }) => source)).toContain('label');
  const weights = energy!.sources.map(({ weight }): number => weight);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
});

test('whoever hears an axis the other way round has it flattened, not turned', () => {
  const own = fit(...IDS.map((id) => says(id, 1 - CATALOGUE[id]!.value)))!;
  expect(own.slope).toBeCloseTo(0.2, 9);
});

describe('drawn listeners', () => {
  test.each([
    [3, 'absolute', 0.99],
    [12, 'absolute', 0.95],
    [30, 'absolute', 0.93],
    [30, 'pairwise', 1],
  ] as const)('%i labels, %s', (count, kind, mostError) => {
    const { held, error } = judgeDrawnListeners({ listeners: 120, count, kind, seed: 7 });
    expect(held).toBeGreaterThan(0.75);
    expect(held).toBeLessThan(0.85);
    expect(error).toBeLessThan(mostError);
  });
});

test('asks about the two that are closest and least sure, and not about a pair twice', () => {
  const candidate = (recordingId: string, logOdds: number, variance: number) => ({ recordingId, logOdds, variance });
  const [a, b, c, d] = [candidate('a', 0, 1), candidate('b', 0.1, 1), candidate('c', 2.5, 1), candidate('d', 0, 0.1)];
  expect(nextComparison([d, c, b, a], new Set())).toEqual([a, b]);
  expect(nextComparison([a, b, d], new Set([pairKey('b', 'a')]))).toEqual([a, d]);
  expect(nextComparison([a], new Set())).toBeNull();
  expect(nextComparison([a, b, c, d], new Set(), { skip: 1 })).toEqual([b, c]);
  expect(nextComparison([a, b, c, d], new Set(), { about: 'c' })).toEqual([b, c]);
  expect(nextComparison([a, b, c, d], new Set(), { about: 'c', skip: 3 })).toBeNull();
});

test('what is stored comes back, and what has another shape counts for nothing', () => {
  const own = fitStored(
    [{ recordingId: 'track-15', otherRecordingId: null, value: 0.9 }],
    [{ recordingId: 'track-15', ...CATALOGUE['track-15']! }],
  );
  expect(own).toEqual(fit(says('track-15', 0.9)));
  const rows = [
    { axis: 'energy', parameters: JSON.parse(JSON.stringify(own)) as unknown },
    { axis: 'valence', parameters: {} },
    { axis: 'x', parameters: own },
  ];
  expect(parseCalibration(rows)).toEqual({ energy: own });
});
