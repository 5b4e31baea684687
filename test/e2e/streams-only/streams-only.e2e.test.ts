import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startFakes, toExportLine, type Fakes } from '../../fakes/index.ts';
import { getJson, startSidetrack, temporaryFolder, waitUntil, type Installation } from '../support/installation.ts';
import { CHANGE, inventStreams, WEEKS } from './streams.ts';

let fakes: Fakes;
let installation: Installation;
/** What was made so far, also when making the rest failed. */
const cleanUps: (() => Promise<unknown>)[] = [];
// Two hours ago, so that the newest play lies in no future of any time zone's week.
const streams = inventStreams(Math.floor(Date.now() / 1000) - 7200);
const knownShare = 1 - streams.unknown / streams.plays.length;

beforeAll(async () => {
  const file = join(temporaryFolder('sidetrack-streams-'), 'streams.jsonl');
  const byAge = streams.plays.toSorted((a, b) => a.listenedAt - b.listenedAt);
  writeFileSync(file, byAge.map((play) => toExportLine(play)).join('\n'));
  fakes = await startFakes({
    listenbrainz: { recordings: streams.recordings },
    musicbrainz: { recordings: streams.recordings },
  });
  cleanUps.push(() => fakes.stop());
  installation = await startSidetrack({
    args: ['--import', file],
    env: { ...fakes.env, SIDETRACK_TIME_ZONE: 'Europe/Berlin' },
  });
  cleanUps.push(() => installation.end('SIGKILL'));
  await waitUntil(isAtRest, { seconds: 150, what: () => 'the pipeline to come to rest', everyMs: 1000 });
}, 200_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const ask = <T extends z.ZodType>(path: string, schema: T) => getJson(`${installation.apiUrl}/api/v1/${path}`, schema);

async function isAtRest(): Promise<boolean> {
  const { listens, pending } = await ask('overview', overviewSchema);
  const { weeks } = await ask('dashboard/trajectory?window=all&space=tag', trajectorySchema);
  return (
    listens.total === streams.plays.length &&
    Object.values(pending).every((count) => count === 0) &&
    weeks.length >= WEEKS
  );
}

const overviewSchema = z.object({
  listens: z.object({ total: z.number() }),
  tracks: z.object({ distinct: z.number(), withAudio: z.number(), scored: z.number() }),
  coverage: z.object({ audio: z.number(), scores: z.number() }),
  momentum: z.object({ space: z.string(), coverage: z.number() }).nullable(),
  pending: z.record(z.string(), z.number()),
});
const spaces = { availableSpaces: z.array(z.object({ space: z.string(), coverage: z.number() })) };
const trajectorySchema = z.object({
  ...spaces,
  space: z.string(),
  coverage: z.number(),
  map: z.object({ trackCount: z.number() }).nullable(),
  weeks: z.array(
    z.object({
      isoWeek: z.string(),
      x: z.number(),
      y: z.number(),
      coverage: z.number(),
      momentum: z.number().nullable(),
    }),
  ),
  reason: z.string().nullable(),
});

test('nothing of the audio is invented', async () => {
  const { tracks, coverage, momentum } = await ask('overview', overviewSchema);
  expect(tracks.withAudio).toBe(0);
  expect(coverage.audio).toBe(0);
  expect(coverage.scores).toBeCloseTo(knownShare, 6);
  expect(tracks.scored).toBe(streams.recordings.length);
  expect(momentum).toMatchObject({ space: 'tag' });
  const audio = await ask('dashboard/trajectory?window=all&space=audio', trajectorySchema);
  expect(audio).toMatchObject({
    map: null,
    weeks: [],
    coverage: 0,
    reason: expect.stringContaining('audio') as string,
  });
});

test('every week is drawn on a map of tags, with its momentum and coverage', async () => {
  const { space, availableSpaces, map, weeks, coverage } = await ask(
    'dashboard/trajectory?window=all',
    trajectorySchema,
  );
  expect({ space, spaces: availableSpaces.map((one) => one.space) }).toEqual({ space: 'tag', spaces: ['tag'] });
  expect(map!.trackCount).toBe(streams.recordings.length);
  expect(coverage).toBeCloseTo(knownShare, 2);
  expect(weeks.length).toBeGreaterThanOrEqual(WEEKS);
  expect(new Set(weeks.map(({ isoWeek }) => isoWeek)).size).toBe(weeks.length);
  for (const week of weeks) expect(week.coverage).toBeGreaterThan(0.9);
  expect(weeks.slice(1).every(({ momentum }) => momentum !== null)).toBe(true);
  // The week in which taste moved is the one that moved most.
  const moved = weeks.map(({ momentum }) => momentum ?? 0);
  expect(Math.abs(moved.indexOf(Math.max(...moved)) - CHANGE)).toBeLessThanOrEqual(2);
});

test('a track has scores from tags with wide intervals, and no tempo, key or sound', async () => {
  const { hits, coverage } = await ask(
    'search?q=piano&limit=3',
    z.object({
      coverage: z.number(),
      hits: z.array(z.object({ recordingId: z.string(), evidence: z.array(z.object({ by: z.string() })) })),
    }),
  );
  expect(coverage).toBeCloseTo(knownShare, 6);
  expect(hits[0]!.evidence[0]!.by).toBe('tag');
  const track = await ask(
    `tracks/${hits[0]!.recordingId}`,
    z.object({
      features: z.null(),
      scores: z.record(z.string(), z.object({ low: z.number(), high: z.number(), hasAudio: z.literal(false) })),
    }),
  );
  const { acousticness } = track.scores;
  expect(acousticness!.high - acousticness!.low).toBeGreaterThan(0.05);
});

test('the moods of every week are there, with their coverage', async () => {
  const { weeks, coverage } = await ask(
    'dashboard/moods',
    z.object({
      coverage: z.number().nullable(),
      weeks: z.array(
        z.object({
          moods: z.array(z.object({ mood: z.string(), share: z.number() })).nullable(),
          coverage: z.number(),
        }),
      ),
    }),
  );
  expect(weeks.length).toBeGreaterThanOrEqual(WEEKS);
  for (const { moods, coverage: scored } of weeks)
    expect(moods!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(scored, 4);
  expect(coverage).toBeCloseTo(knownShare, 2);
});

test('outliers and a mixtape are of the tag space, without made up tempo and key', async () => {
  const outliers = await ask(
    'dashboard/outliers?days=3660&limit=5',
    z.object({ space: z.string(), coverage: z.number(), outliers: z.array(z.object({ sentence: z.string() })) }),
  );
  expect(outliers.space).toBe('tag');
  expect(outliers.coverage).toBeCloseTo(knownShare, 2);
  expect(outliers.outliers).toHaveLength(5);
  const mixtape = await ask(
    'dashboard/mixtape',
    z.object({
      space: z.string(),
      totalSeconds: z.number(),
      tracks: z.array(z.object({ artistCredit: z.string(), tempoBpm: z.null(), key: z.null() })),
    }),
  );
  expect(mixtape.space).toBe('tag');
  expect(mixtape.totalSeconds).toBeGreaterThanOrEqual(3600);
  expect(mixtape.totalSeconds).toBeLessThanOrEqual(5400);
  const artists = mixtape.tracks.map(({ artistCredit }) => artistCredit);
  expect(artists.some((artist, i) => artist === artists[i - 1])).toBe(false);
});

test('the change of taste is found once, as louder music; years that arrive at once announce nothing', async () => {
  const alertsSchema = z.object({
    alerts: z.array(z.object({ axis: z.string(), direction: z.string(), since: z.object({ isoWeek: z.string() }) })),
  });
  expect(await ask('alerts', alertsSchema)).toEqual({ alerts: [] });
  const { alerts } = await ask('alerts?state=all', alertsSchema);
  const { weeks } = await ask('dashboard/trajectory?window=all', trajectorySchema);
  const energy = alerts.filter(({ axis }) => axis === 'energy');
  expect(energy).toMatchObject([{ direction: 'up' }]);
  const since = weeks.findIndex(({ isoWeek }) => isoWeek === energy[0]!.since.isoWeek);
  expect(Math.abs(since - CHANGE)).toBeLessThanOrEqual(2);
});

test('the words of the week of the change are those of the new music', async () => {
  const { weeks } = await ask('dashboard/trajectory?window=all', trajectorySchema);
  const { more, less, sentence } = await ask(
    `dashboard/vibes?week=${weeks[CHANGE + 1]!.isoWeek}`,
    z.object({
      sentence: z.string(),
      more: z.array(z.object({ word: z.string() })),
      less: z.array(z.object({ word: z.string() })),
    }),
  );
  expect(sentence).not.toBe('');
  expect(more.map(({ word }) => word).join(' ')).toMatch(/metal|techno/);
  expect(less.map(({ word }) => word).join(' ')).toMatch(/ambient|folk|calm|classical/);
});

test('every page of the dashboard is answered', async () => {
  for (const page of ['', 'trajectory', 'radar']) {
    const response = await fetch(`${installation.siteUrl}/${page}`);
    expect(response.status).toBe(200);
  }
});
