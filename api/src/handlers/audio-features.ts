import { featuresOf } from '../audio-features/features-of.ts';
import { readCalibration } from '../queries/calibration.ts';
import { readTrackFacts } from '../queries/track-facts.ts';
import type { AudioFeaturesShape } from '../contract/audio-features.ts';
import type { ListenerScope } from '../access/scope.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listAudioFeatures: Handlers['listAudioFeatures'] = async ({ query, scope }) => ({
  audio_features: await readAll(scope, query.ids.split(',')),
});

export const getAudioFeatures: Handlers['getAudioFeatures'] = async ({ params, scope }) => {
  const [features] = await readAll(scope, [params.id]);
  if (features == null) throw notFound('track', 'GET /api/v1/search finds tracks with their ids.');
  return features;
};

function readAll(scope: ListenerScope, asked: readonly string[]): Promise<(AudioFeaturesShape | null)[]> {
  return scope.run(async (tx) => {
    const calibration = await readCalibration(tx, scope.userId);
    const facts = await readTrackFacts(tx, scope.userId, asked);
    return facts.map((fact) => (fact === null ? null : featuresOf(fact, calibration)));
  });
}
