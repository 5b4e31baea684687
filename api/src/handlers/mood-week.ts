import { readMoodsOfWeek } from '../moods/read-moods-of-week.ts';
import { isoWeekAsked } from '../radar/iso-week-asked.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';

export const getMoodWeek: Handlers['getMoodWeek'] = ({ scope, query }, deps) => {
  const asked = {
    week: isoWeekAsked(query.week),
    artist: query.artist ?? null,
    label: query.label ?? null,
    source: query.source ?? null,
  };
  return cached(deps, scope, { operationId: 'getMoodWeek', query: asked }, () =>
    scope.run((tx) => readMoodsOfWeek(tx, scope.userId, { ...asked, now: deps.now(), settings: deps.settings })),
  );
};
