import { artistIdOf } from '../change/artist-id.ts';
import { addWeeks, type GroupInfluence } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { attributionOf, byArtist, rest } from '../change/attribution.ts';
import type { InfluenceShape } from '../contract/changes.ts';
import type { AxisName } from '../contract/primitives.ts';
import { listenerWeeks } from '../overview/listener-weeks.ts';
import { readListener } from '../queries/listener.ts';
import { readSpannedPlays, type SpannedRecording } from '../queries/spanned-plays.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';

export const getInfluence: Handlers['getInfluence'] = ({ scope, query }, deps) =>
  cached(deps, scope, { operationId: 'getInfluence', query }, () =>
    scope.run((tx) => readInfluence(tx, scope.userId, { ...query, now: deps.now() })),
  );

interface Asked {
  readonly by: 'artist' | 'label';
  readonly axis: AxisName;
  readonly weeks: number;
  readonly limit: number;
  readonly now: Date;
}

async function readInfluence(tx: Sql, userId: string, asked: Asked): Promise<InfluenceShape> {
  const { by, axis, weeks, limit } = asked;
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, asked.now);
  const { current } = calendar;
  const first = addWeeks(current, 1 - weeks);
  const plays = await readSpannedPlays(tx, userId, {
    before: calendar.boundsOf(addWeeks(first, -weeks)).from,
    from: calendar.boundsOf(first).from,
    to: calendar.boundsOf(current).to,
  });
  const groupOf = by === 'artist' ? byArtist : ({ recordLabel }: SpannedRecording) => recordLabel;
  const found = attributionOf(plays, axis, groupOf);
  const scored = plays.filter((play) => play.scores[axis] !== undefined);
  if (found === null) {
    const reason = `Both the last ${weeks} weeks and the ${weeks} before need plays with a known ${axis}.`;
    const nothing = { before: null, after: null, evidence: null, known: null };
    return { by, axis, weeks, ...nothing, groups: [], others: { count: 0, change: 0 }, reason };
  }
  const named = found.groups.filter(({ group }) => group !== null);
  const shown = named.slice(0, limit);
  const total = sumPlays(scored);
  return {
    by,
    axis,
    weeks,
    before: found.before,
    after: found.after,
    evidence: found.evidence,
    known: sumPlays(scored.filter((play) => groupOf(play) !== null)) / total,
    groups: shown.map((group) => ({
      ...describe(group, scored, groupOf),
      pull: pullOf(group, { scored, axis, groupOf }),
    })),
    others: rest(found.groups.filter((group) => !shown.includes(group))),
    reason: null,
  };
}

type GroupOf = (play: SpannedRecording) => string | null;

const sumPlays = (plays: readonly SpannedRecording[]) => plays.reduce((sum, { after }) => sum + after, 0);

function describe({ group, ...influence }: GroupInfluence, scored: readonly SpannedRecording[], groupOf: GroupOf) {
  const own = scored.find((play) => groupOf(play) === group)!;
  const name = groupOf === byArtist ? own.artist : own.recordLabel!;
  return { name, ...artistIdOf(groupOf === byArtist ? own.artistId : null), ...influence };
}

/** The mean of the plays less the mean without the group's. */
function pullOf(
  { group }: GroupInfluence,
  { scored, axis, groupOf }: { scored: readonly SpannedRecording[]; axis: AxisName; groupOf: GroupOf },
): number | null {
  const mean = (plays: readonly SpannedRecording[]) =>
    plays.reduce((sum, { after, scores }) => sum + after * scores[axis]!, 0) / sumPlays(plays);
  const others = scored.filter((play) => groupOf(play) !== group);
  return sumPlays(others) === 0 ? null : mean(scored) - mean(others);
}
