import type { components, paths } from '../generated/api.ts';

/** The API's answers under the names that the dashboard uses; the shapes are generated from the API's own document. */
type Schemas = components['schemas'];

export type Axis = Schemas['Axis'];
export type Space = Schemas['Space'];
export type AxisSummary = NonNullable<Schemas['AxisSummary']>;
export type AxisChanges = NonNullable<Schemas['AxisChanges']>;
export type Overview = Schemas['Overview'];
export type SeriesWeek = Schemas['SeriesWeek'];
export type Connection = Schemas['Connection'];
export type AudioRoot = Schemas['AudioRoot'];
export type Pending = Schemas['Pending'];
export type RecentListen = Schemas['Listen'];
export type Trajectory = Schemas['Trajectory'];
export type MapBounds = NonNullable<Trajectory['bounds']>;
export type MapTrack = Trajectory['tracks'][number];
export type MapWeek = Trajectory['weeks'][number];
export type MapPoints = Schemas['MapPoints'];
export type MapPlace = Schemas['MapPlace'];
export type PlacedTrack = Schemas['PlacedTrack'];
export type WeekTracks = Schemas['WeekTracks'];
export type Radar = Schemas['Radar'];
export type WeekRadar = NonNullable<Schemas['WeekRadar']>;
export type Job = Schemas['Job'];
export type JobKind = Schemas['JobKind'];
export type Import = Schemas['Import'];
export type ImportStarted = Schemas['ImportStarted'];
export type ImportFailures = paths['/imports/{id}/failures']['get']['responses'][200]['content']['application/json'];
export type Receipt = Schemas['Receipt'];
export type Problem = Schemas['Problem'];
