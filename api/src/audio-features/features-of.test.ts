import type { SourceShare } from '@sidetrack/analysis';
import type { AudioFeaturesShape } from '../contract/audio-features.ts';
import { AudioFeatures, featureNames } from '../contract/audio-features.ts';
import { featuresOf } from './features-of.ts';
import type { TrackFacts } from './features-of.ts';

const nothing: TrackFacts = {
  id: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  mbid: null,
  isrcs: [],
  durationMs: null,
  scores: {},
  measured: null,
  measuredSeconds: null,
  heard: null,
  acousticBrainz: null,
};
const share = (source: string, weight: number): SourceShare => ({
  source,
  group: 'folksonomy',
  value: 0.5,
  weight,
  calibrated: true,
});
const of = (facts: Partial<TrackFacts>): AudioFeaturesShape =>
  AudioFeatures.parse(featuresOf({ ...nothing, ...facts }, {}));

test('nothing known is null everywhere, with no source and no confidence', () => {
  const features = of({});
  for (const name of featureNames)
    expect([name, features[name], features.confidence[name], features.source[name]]).toEqual([name, null, null, []]);
  expect(features).toMatchObject({ duration_ms: null, analysis_url: null, mbid: null, type: 'audio_features' });
});

test('a score with the width of its interval, and its sources from the heaviest', () => {
  const score = { value: 0.7, low: 0.6, high: 0.85, sources: [share('tags', 0.2), share('musicnn', 0.8)] };
  const features = of({ scores: { energy: score } });
  expect(features.energy).toBe(0.7);
  expect(features.confidence.energy).toBeCloseTo(0.75);
  expect(features.source.energy).toEqual(['musicnn', 'tags']);
});

test('the listener’s own file before AcousticBrainz, each value by itself', () => {
  const acousticBrainz = { bpm: 99, key: 'Eb', scale: 'minor', strength: 0.6 };
  const own = of({
    acousticBrainz,
    measured: { tempoBpm: 120.5, tempoConfidence: 0.9, loudnessLufs: -9.5 },
    measuredSeconds: 61.5,
  });
  expect(own).toMatchObject({ tempo: 120.5, key: 3, mode: 0, loudness: -9.5, duration_ms: 61_500 });
  expect(own.confidence).toMatchObject({ tempo: 0.9, key: 0.6, mode: 0.6, loudness: 1 });
  expect(own.source).toMatchObject({ tempo: ['file'], key: ['acousticbrainz'], loudness: ['file'] });
  expect(own.analysis_url).toBe(`/api/v1/tracks/${nothing.id}/contours`);
  const other = of({ acousticBrainz, durationMs: 1000 });
  expect(other).toMatchObject({ tempo: 99, loudness: null, duration_ms: 1000, analysis_url: null });
  expect(other.confidence.tempo).toBeNull();
});

test('a key without a mode, and one that is no key', () => {
  const measured = { key: 'F#', mode: null, keyConfidence: 0.3 };
  expect(of({ measured })).toMatchObject({ key: 6, mode: null });
  expect(of({ measured: { ...measured, key: 'H' } })).toMatchObject({ key: null, source: { key: [] } });
});

test('what is spoken and who claps only where a model says so', () => {
  const features = of({ heard: { speechiness: 0.04, liveness: 'much' } });
  expect(features).toMatchObject({ speechiness: 0.04, liveness: null });
  expect(features.source).toMatchObject({ speechiness: ['vibenet'], liveness: [] });
});
