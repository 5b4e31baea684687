import { addWeeks, weekStartOfIsoWeek } from '@sidetrack/analysis';
import { readMoods } from '../moods/read-moods.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';

export const getMoods: Handlers['getMoods'] = ({ scope, query }, deps) => {
  const asked = {
    from: mondayOf(query.from),
    to: mondayOf(query.to),
    artist: query.artist ?? null,
    label: query.label ?? null,
    source: query.source ?? null,
  };
  return cached(deps, scope, { operationId: 'getMoods', query: asked }, () =>
    scope.run((tx) => readMoods(tx, scope.userId, { ...asked, now: deps.now(), settings: deps.settings })),
  );
};

/** A week 53 in a year that has none is the week after its 52nd: a bound need not be there itself. */
function mondayOf(isoWeek: string | undefined): string | null {
  if (isoWeek === undefined) return null;
  const monday = weekStartOfIsoWeek(isoWeek);
  if (monday !== null) return monday;
  const last = weekStartOfIsoWeek(isoWeek.replace('-W53', '-W52'));
  return last === null ? null : addWeeks(last, 1);
}
