import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Axis, MapPlace, MapPoints, Space, Trajectory, WeekTracks } from '../types.ts';

type Api = Client<paths>;

export interface MapFilters {
  window: string;
  space: Space | null;
  axis: Axis;
}

/** The weeks on the map, without its tracks: those come as points. */
export function fetchWeeksOnMap(api: Api, { window, space }: MapFilters): Promise<Answer<Trajectory>> {
  return toAnswer(
    api.GET('/dashboard/trajectory', { params: { query: { window, tracks: 0, ...(space && { space }) } } }),
  );
}

/** The tracks of the map as points; with a limit the most played ones. */
export function fetchMapPoints(
  api: Api,
  { window, space, axis }: MapFilters,
  limit?: number,
): Promise<Answer<MapPoints>> {
  const query = { window, axis, ...(space && { space }), ...(limit !== undefined && { limit }) };
  return toAnswer(api.GET('/dashboard/trajectory/points', { params: { query } }));
}

/** Which tracks lie around a place on the map. */
export function fetchMapPlace(
  api: Api,
  { x, y, space, axis, limit }: { x: number; y: number; space: Space; axis: Axis; limit: number },
): Promise<Answer<MapPlace>> {
  const query = { x: Number(x.toFixed(6)), y: Number(y.toFixed(6)), space, axis, limit };
  return toAnswer(api.GET('/dashboard/trajectory/place', { params: { query } }));
}

/** What was heard in a week, and where it lies on the map. */
export function fetchWeekTracks(
  api: Api,
  { week, space, axis }: { week: string; space: Space; axis: Axis },
): Promise<Answer<WeekTracks>> {
  return toAnswer(api.GET('/dashboard/trajectory/week', { params: { query: { week, space, axis } } }));
}
