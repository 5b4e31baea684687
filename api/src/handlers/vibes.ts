import { addWeeks, describeWeek, vibeSentence, weekStartOfIsoWeek } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import type { VibesShape } from '../contract/vibes.ts';
import type { ApiSettings } from '../deps.ts';
import { BASELINE_WEEKS, listenerWeeks, namedWeek, weeksBefore } from '../overview/listener-weeks.ts';
import { readListener } from '../queries/listener.ts';
import { readStanding } from '../queries/standing.ts';
import { readVibeTracks } from '../queries/vibe-tracks.ts';
import { readWeeks, type Week } from '../queries/weeks.ts';
import type { Handlers } from '../server/call.ts';
import { cached } from '../server/cached.ts';
import { notFound } from '../server/problem-error.ts';
import { vibesReason } from '../vibes/reason.ts';

export const getVibes: Handlers['getVibes'] = ({ scope, query }, deps) => {
  const asked = query.week ?? null;
  return cached(deps, scope, { operationId: 'getVibes', query: { asked } }, () =>
    scope.run((tx) => readVibes(tx, scope.userId, { asked, now: deps.now(), settings: deps.settings })),
  );
};

interface Asked {
  readonly asked: string | null;
  readonly now: Date;
  readonly settings: ApiSettings;
}

/** What is said of a week: the one asked for, else the newest. */
export async function readVibes(tx: Sql, userId: string, { asked, now, settings }: Asked): Promise<VibesShape> {
  const listener = await readListener(tx, userId);
  if (listener === undefined) throw notFound('listener', 'Start SideTrack again: it makes the local user anew.');
  const calendar = listenerWeeks(listener, now);
  const weeks = await readWeeks(tx, userId);
  const shown = asked === null ? (weeks.at(-1)?.weekStart ?? null) : weekStartOfIsoWeek(asked);
  const week = weeks.find(({ weekStart }) => weekStart === shown);
  const standing = await readStanding(tx, userId, settings);
  const reasonOf = (gap: Parameters<typeof vibesReason>[0]['gap']) =>
    vibesReason({ gap, asked, hasWeeks: weeks.length > 0, standing });
  if (week === undefined) return { ...NOTHING, reason: reasonOf('no plays') };

  const before = weeksBefore(weeks, week.weekStart);
  const { from, to } = calendar.boundsOf(week.weekStart);
  const baselineFrom = calendar.boundsOf(addWeeks(week.weekStart, -BASELINE_WEEKS)).from;
  const { timeZone } = listener;
  const here = await readVibeTracks(tx, userId, { from, to, timeZone });
  const there = await readVibeTracks(tx, userId, { from: baselineFrom, to: from, timeZone });
  const vibe = describeWeek(here, there);
  const baseline = baselineOf(before, week.weekStart);
  return {
    week: { ...namedWeek(week.weekStart, calendar.current), listens: week.listens },
    baseline,
    sentence: vibeSentence(vibe, baseline?.weeks ?? 0),
    more: vibe.more,
    less: vibe.less,
    coverage: here.length === 0 ? null : vibe.coverage,
    baselineCoverage: there.length === 0 ? null : vibe.baselineCoverage,
    reason: reasonOf(vibe.gap),
  };
}

const NOTHING = {
  week: null,
  baseline: null,
  sentence: null,
  more: [],
  less: [],
  coverage: null,
  baselineCoverage: null,
} as const satisfies Partial<VibesShape>;

function baselineOf(before: readonly Week[], weekStart: string): VibesShape['baseline'] {
  const first = before.at(0)?.weekStart;
  if (first === undefined) return null;
  let weeks = 0;
  for (let start = first; start < weekStart; start = addWeeks(start, 1)) weeks += 1;
  return { weeks, from: first, listens: before.reduce((sum, { listens }) => sum + listens, 0) };
}
