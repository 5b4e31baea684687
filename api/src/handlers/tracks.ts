import { readTrackContours } from '../queries/track-contours.ts';
import { readTrack } from '../queries/track.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const getTrack: Handlers['getTrack'] = async ({ params, scope }) => {
  const track = await scope.run((tx) => readTrack(tx, scope.userId, params.id));
  if (track === undefined) throw notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
  return track;
};

export const getTrackContours: Handlers['getTrackContours'] = async ({ params, scope }) => {
  const contours = await scope.run((tx) => readTrackContours(tx, scope.userId, params.id));
  if (contours === undefined)
    throw notFound('measured audio of the track', 'Add its file to a music folder, and wait until it is measured.');
  return contours;
};
