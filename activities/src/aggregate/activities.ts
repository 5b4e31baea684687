import type { AggregateActivities, Deps } from '../types.ts';
import { buildMap } from './map/build-map.ts';
import { scoreRecordings } from './scores/score-recordings.ts';
import { aggregateWeeks } from './weeks/aggregate-weeks.ts';

/** Activities of the queue `aggregate`: scores of recordings, weeks of listeners, maps of the spaces. */
export function createAggregateActivities(deps: Deps): AggregateActivities {
  return {
    scoreRecordings: () => scoreRecordings(deps),
    aggregateWeeks: (input) => aggregateWeeks(deps, input),
    buildMap: (input) => buildMap(deps, input),
  };
}
