import { calibrateScore, nextComparison, pairKey, placeOf } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from '../queries/calibration.ts';
import type { AxisName } from '../contract/primitives.ts';
import { axisNames } from '../contract/primitives.ts';
import { wakeDispatcher } from '../jobs/wake-dispatcher.ts';
import { standingOf } from '../labels/effect.ts';
import { refit } from '../labels/refit.ts';
import { readComparedPairs } from '../queries/compared-pairs.ts';
import { readHeardScores } from '../queries/heard-scores.ts';
import { readLabel, readLabels } from '../queries/labels.ts';
import * as queries from '../queries/save-label.ts';
import { isKnownTrack } from '../queries/track.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';

export const listLabels: Handlers['listLabels'] = async ({ query, scope }) => ({
  labels: await scope.run((tx) => readLabels(tx, scope.userId, query)),
});

export const addLabel: Handlers['addLabel'] = async ({ body, scope, locate }, deps) => {
  if (body.recordingId === body.otherRecordingId) {
    throw conflict('A track is not compared with itself.', 'Name another track as `otherRecordingId`.');
  }
  const added = await scope.run(async (tx) => {
    const now = deps.now();
    const id = await queries.saveLabel(tx, scope.userId, body, now);
    if (id === null) throw notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
    const named = [body.recordingId, ...(body.otherRecordingId === undefined ? [] : [body.otherRecordingId])];
    const effect = await refit(tx, scope.userId, { axis: body.axis, named, now });
    return { ...(await readLabel(tx, scope.userId, id))!, effect };
  });
  wakeDispatcher(deps);
  locate(`/labels/${added.id}`);
  return added;
};

export const withdrawLabel: Handlers['withdrawLabel'] = async ({ params, scope }, deps) => {
  const effect = await scope.run(async (tx) => {
    const now = deps.now();
    const label = await readLabel(tx, scope.userId, params.id);
    const withdrawn = await queries.withdrawLabel(tx, scope.userId, params.id, now);
    if (label === undefined || !withdrawn) throw notFound('label', 'GET /api/v1/labels lists those there are.');
    const named = [label.recordingId, ...(label.other === null ? [] : [label.other.recordingId])];
    return refit(tx, scope.userId, { axis: label.axis, named, now });
  });
  wakeDispatcher(deps);
  return { effect };
};

export const getCalibration: Handlers['getCalibration'] = async ({ scope }) =>
  scope.run(async (tx) => {
    const calibration = await readCalibration(tx, scope.userId);
    const axes = [];
    for (const axis of axisNames) {
      const own = calibration[axis];
      if (own === undefined) continue;
      const heard = await readHeardScores(tx, scope.userId, { axis, also: Object.keys(own.tracks) });
      axes.push({ axis, ...standingOf(heard, own) });
    }
    return { axes };
  });

export const getComparison: Handlers['getComparison'] = async ({ query, scope }) =>
  scope.run(async (tx) => {
    const { axis, recordingId } = query;
    if (recordingId !== undefined && !(await isKnownTrack(tx, recordingId)))
      throw notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
    const tracks = await chooseTwo(tx, scope.userId, query);
    if (tracks !== null) return { axis, tracks, reason: null };
    const reason =
      recordingId === undefined
        ? 'There are no two scored tracks of yours left to compare on this axis.'
        : 'There is no scored track of yours left to compare this one with on this axis.';
    return { axis, tracks, reason };
  });

/** So many of the most played tracks are asked about. */
const MOST_ASKED = 100;

interface Wanted {
  readonly axis: AxisName;
  readonly recordingId?: string | undefined;
  readonly skip: number;
}

async function chooseTwo(tx: Sql, userId: string, { axis, recordingId, skip }: Wanted) {
  const own = (await readCalibration(tx, userId))[axis];
  const also = recordingId === undefined ? [] : [recordingId];
  const heard = await readHeardScores(tx, userId, { axis, also, limit: MOST_ASKED });
  const candidates = heard.flatMap(({ recordingId: id, score }) => {
    const place = own === undefined ? score : calibrateScore(id, score ?? undefined, own);
    return place === null ? [] : [{ recordingId: id, ...placeOf(place) }];
  });
  const compared = new Set((await readComparedPairs(tx, userId, axis)).map(([one, other]) => pairKey(one, other)));
  const pair = nextComparison(candidates, compared, { about: recordingId, skip });
  return (
    pair?.map((one) => {
      const { title, artistCredit } = heard.find((track) => track.recordingId === one.recordingId)!;
      return { recordingId: one.recordingId, title, artistCredit };
    }) ?? null
  );
}
