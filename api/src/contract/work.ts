import { jobStarted } from './jobs.ts';
import { Day, Id } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

const since = z.strictObject({ since: Day.optional().openapi({ description: 'Only what is of this day or later.' }) });
const track = z.strictObject({ id: Id.openapi({ param: { description: 'Id of the recording.' } }) });

export const syncListens = defineOperation({
  operationId: 'syncListens',
  method: 'post',
  path: '/ingest/listens',
  summary: 'Fetch listens from ListenBrainz now',
  tag: 'Work',
  access: 'write',
  query: since,
  problems: [409],
  answer: jobStarted,
  alias: true,
});

export const syncTags = defineOperation({
  operationId: 'syncTags',
  method: 'post',
  path: '/tags/lastfm/sync',
  summary: 'Fetch tags from Last.fm now',
  tag: 'Work',
  access: 'write',
  query: since,
  problems: [409],
  answer: jobStarted,
  alias: true,
});

export const analyzeTrack = defineOperation({
  operationId: 'analyzeTrack',
  method: 'post',
  path: '/analyze/track/{id}',
  summary: 'Measure the audio file of a track',
  tag: 'Work',
  access: 'write',
  params: track,
  problems: [404, 409],
  answer: jobStarted,
  alias: true,
});

export const scoreTrack = defineOperation({
  operationId: 'scoreTrack',
  method: 'post',
  path: '/score/track/{id}',
  summary: 'Score a track on the axes again',
  tag: 'Work',
  access: 'write',
  params: track,
  problems: [404],
  answer: jobStarted,
  alias: true,
});

export const aggregateWeeks = defineOperation({
  operationId: 'aggregateWeeks',
  method: 'post',
  path: '/aggregate/weeks',
  summary: 'Work out all weeks again',
  tag: 'Work',
  access: 'write',
  answer: jobStarted,
  alias: true,
});
