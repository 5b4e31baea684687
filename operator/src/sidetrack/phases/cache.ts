import { redisDeployment, redisService } from '../../resources/redis.ts';
import { applyAll } from '../step.ts';
import type { Phase } from './phase.ts';

/** Redis: nothing waits for it, since nothing in it matters. */
export const cachePhase: Phase = ({ installation }) => {
  const { enabled, external } = installation.spec.cache;
  const isOwn = enabled && external === undefined;
  return {
    steps: isOwn ? applyAll([redisService(installation), redisDeployment(installation, 1)]) : [],
    conditions: [],
    isDone: true,
  };
};
