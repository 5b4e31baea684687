import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

let database: TestDatabase;
let api: TestApi;

beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await rows('DELETE FROM labels');
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

const idOf = (n: number): string => seedIds.track.slice(0, -2) + n.toString(16).padStart(2, '0');
const add = (body: object) => api.ask('/api/v1/labels', { method: 'POST', body: { axis: 'energy', ...body } });
const scoreOf = async (id: string): Promise<{ value: number; shared: number; sources: { source: string }[] }> =>
  ((await api.ask(`/api/v1/tracks/${id}`)).json as { scores: { energy: never } }).scores.energy;
const rows = <Row>(query: string): Promise<Row[]> => database.db.asService((tx) => tx.query<Row>(query));
interface Added {
  id: string;
  effect: { tracks: { from: number; to: number }[]; others: { moved: number; meanChange: number }; weeks: number };
}

test('a later label takes the place of the earlier one; one that was withdrawn is gone', async () => {
  expect(await add({ recordingId: seedIds.track, value: 0.75 })).toMatchObject({ status: 201 });
  const { json } = await add({ recordingId: seedIds.track, value: 0.25 });
  const { effect, ...label } = json as Added & Record<string, unknown>;
  expect(label).toMatchObject({
    recordingId: seedIds.track,
    axis: 'energy',
    value: 0.25,
    title: 'Track 0',
    other: null,
  });
  expect(effect.weeks).toBeGreaterThan(0);
  expect((await api.ask('/api/v1/labels')).json).toEqual({ labels: [label] });
  expect(await api.ask(`/api/v1/labels/${label.id}`, { method: 'DELETE' })).toMatchObject({ status: 200 });
  expect(await api.ask(`/api/v1/labels/${label.id}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
  expect((await api.ask('/api/v1/labels')).json).toEqual({ labels: [] });
});

test('a label moves its track, and the others a little; the answer says so, and all of it can be undone', async () => {
  const [before, other] = [await scoreOf(idOf(2)), await scoreOf(idOf(7))];
  const { json } = await add({ recordingId: idOf(2), value: 0.9 });
  const { id, effect } = json as Added;
  const [after, otherAfter] = [await scoreOf(idOf(2)), await scoreOf(idOf(7))];
  expect(after.value).toBeGreaterThan(before.value + 0.1);
  expect(after.shared).toBe(before.value);
  expect(after.sources.map(({ source }) => source)).toContain('label');
  expect(otherAfter.value).toBeGreaterThan(other.value);
  expect(otherAfter.value - other.value).toBeLessThan(after.value - before.value);
  expect(effect.tracks).toEqual([
    expect.objectContaining({ recordingId: idOf(2), from: before.value, to: after.value }),
  ]);
  expect(effect.others.moved).toBeGreaterThan(0);
  expect(effect.others.meanChange).toBeGreaterThan(0);
  expect(await rows(`SELECT DISTINCT reason FROM dirty_weeks WHERE reason = 'label'`)).toHaveLength(1);
  expect(api.workflows.wakes).toBe(1);

  const undone = (await api.ask(`/api/v1/labels/${id}`, { method: 'DELETE' })).json as Added;
  expect(undone.effect.tracks[0]).toMatchObject({ from: after.value, to: before.value });
  expect(await scoreOf(idOf(2))).toEqual(before);
  expect(await scoreOf(idOf(7))).toEqual(other);
  expect(await rows('SELECT FROM calibrations')).toEqual([]);
});

test('a comparison moves two tracks towards the order that was heard, and a later one takes the place of its reverse', async () => {
  const gap = async () => (await scoreOf(idOf(5))).value - (await scoreOf(idOf(4))).value;
  const before = await gap();
  expect(before).toBeGreaterThan(0);
  expect(await add({ recordingId: idOf(4), otherRecordingId: idOf(5), value: 1 })).toMatchObject({
    status: 201,
    json: {
      other: { recordingId: idOf(5), title: 'Track 5' },
      effect: { tracks: [{ title: 'Track 4' }, { title: 'Track 5' }] },
    },
  });
  expect(await gap()).toBeLessThan(before / 2);
  await add({ recordingId: idOf(5), otherRecordingId: idOf(4), value: 1 });
  expect(await gap()).toBeGreaterThan(before);
  expect((await api.ask('/api/v1/labels')).json).toMatchObject({ labels: [{ recordingId: idOf(5), value: 1 }] });
  expect(await add({ recordingId: idOf(4), otherRecordingId: idOf(4), value: 1 })).toMatchObject({
    status: 409,
    json: { detail: expect.stringContaining('not compared with itself') },
  });
  expect(await add({ recordingId: idOf(4), otherRecordingId: seedIds.listener, value: 1 })).toMatchObject({
    status: 404,
  });
});

test('what the labels have changed, and what to ask next', async () => {
  expect((await api.ask('/api/v1/calibration')).json).toEqual({ axes: [] });
  await add({ recordingId: idOf(2), value: 0.9 });
  expect((await api.ask('/api/v1/calibration')).json).toMatchObject({
    axes: [
      { axis: 'energy', labels: 1, comparisons: 0, largest: [{ recordingId: idOf(2) }, ...Array<object>(4).fill({})] },
    ],
  });
  const question = async () =>
    (await api.ask('/api/v1/comparisons/next?axis=energy')).json as { tracks: { recordingId: string }[]; reason: null };
  const { tracks, reason } = await question();
  expect(tracks).toHaveLength(2);
  expect(reason).toBeNull();
  await add({ recordingId: tracks[0]!.recordingId, otherRecordingId: tracks[1]!.recordingId, value: 0.5 });
  expect((await question()).tracks).not.toEqual(tracks);
});

test('a question about one track, a pair passed over, and the labels of one track', async () => {
  type Question = { tracks: { recordingId: string }[] | null; reason: string | null };
  const question = async (query: string) =>
    (await api.ask(`/api/v1/comparisons/next?axis=energy&${query}`)).json as Question;
  const about = await question(`recordingId=${idOf(9)}`);
  expect(about.tracks?.map(({ recordingId }) => recordingId)).toContain(idOf(9));
  expect((await question(`recordingId=${idOf(9)}&skip=1`)).tracks).not.toEqual(about.tracks);
  expect(await question(`recordingId=${seedIds.trackWithoutFile}`)).toEqual({
    axis: 'energy',
    tracks: null,
    reason: 'There is no scored track of yours left to compare this one with on this axis.',
  });
  expect(await api.ask(`/api/v1/comparisons/next?recordingId=${seedIds.othersTrack}`)).toMatchObject({ status: 404 });

  await add({ recordingId: idOf(4), otherRecordingId: idOf(9), value: 1 });
  await add({ recordingId: idOf(9), value: 0.5, axis: 'valence' });
  await add({ recordingId: idOf(2), value: 0.9 });
  const { labels } = (await api.ask(`/api/v1/labels?recordingId=${idOf(9)}`)).json as { labels: { axis: string }[] };
  expect(labels.map(({ axis }) => axis).sort()).toEqual(['energy', 'valence']);
});

test('labels are heard in recent listens and on the map', async () => {
  const energies = async (path: string): Promise<string> => JSON.stringify((await api.ask(path)).json);
  const paths = ['/api/v1/listens/recent', '/api/v1/dashboard/trajectory?window=all'];
  const before = await Promise.all(paths.map(energies));
  await add({ recordingId: idOf(2), value: 0.95 });
  const after = await Promise.all(paths.map(energies));
  for (const [i, text] of after.entries()) expect(text).not.toBe(before[i]);
});
