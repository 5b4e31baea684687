import { SCORER_VERSION } from '@sidetrack/analysis';
import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

interface Part {
  change: number;
}
interface Attributed {
  before: number;
  after: number;
  evidence: number;
  artists: Part[];
  otherArtists: Part;
  tracks: Part[];
  otherTracks: Part;
}

const id = (kind: number, number: number) =>
  `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(number).padStart(8, '0')}`;
const artistId = id(12, 1);
const [open, dismissed, history, othersAlert] = [1, 2, 3, 4].map((n) => id(13, n));

/** Beside the API's seed: artists with ids, record labels, and alerts of every kind. */
async function seed({ db }: TestDatabase): Promise<void> {
  await seedApi(db);
  const attribution = JSON.stringify({
    before: 0.52,
    after: 0.43,
    evidence: -0.01,
    artists: [
      { artist: 'Artist 1', artistId, shareBefore: 0.1, shareAfter: 0.4, change: -0.05, mix: -0.05, within: 0 },
      {
        artist: 'Artist 2',
        artistId: null,
        shareBefore: 0.3,
        shareAfter: 0.2,
        change: -0.02,
        mix: -0.01,
        within: -0.01,
      },
    ],
    otherArtists: { count: 2, change: -0.01 },
    tracks: [
      {
        recordingId: seedIds.track,
        title: 'Track 0',
        artistCredit: 'Artist 0',
        shareBefore: 0,
        shareAfter: 0.2,
        change: -0.04,
      },
    ],
    otherTracks: { count: 11, change: -0.04 },
  });
  const statements = [
    `INSERT INTO artists (id, name, name_key) SELECT ('00000000-0000-4000-8000-0012' || lpad(n::text, 8, '0'))::uuid, 'Artist ' || n, 'artist ' || n FROM generate_series(0, 3) n`,
    `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
     SELECT r.id, 0, a.id, a.name FROM recordings r JOIN artists a ON a.name = r.artist_credit`,
    `INSERT INTO releases (id, title, record_label) SELECT ('00000000-0000-4000-8000-0014' || lpad(n::text, 8, '0'))::uuid, 'Release ' || n, CASE WHEN n > 0 THEN 'Label ' || n END FROM generate_series(0, 2) n`,
    `UPDATE recordings r SET release_id = l.id FROM releases l WHERE l.title = r.release_title`,
    `UPDATE scores SET scorer_version = '${SCORER_VERSION}'`,
    `INSERT INTO alerts (id, user_id, axis, week_start, since, baseline_from, direction, size, low, high, mean_before, mean_after, attribution, regime, announced, stands, raised_at, dismissed_at)
     VALUES ('${open!}', '${seedIds.listener}', 'energy', '2026-11-09', '2026-10-26', '2026-05-04', 'down', -0.1, -0.13, -0.07, 0.52, 0.43, '${attribution}', '2:mixed', true, true, '2026-11-16T06:00:00Z', NULL),
            ('${dismissed!}', '${seedIds.listener}', 'valence', '2026-09-07', '2026-08-31', '2026-05-04', 'up', 0.1, 0.07, 0.13, 0.4, 0.5, '${attribution}', '2:mixed', true, true, '2026-09-14T06:00:00Z', '2026-09-15T06:00:00Z'),
            ('${history!}', '${seedIds.listener}', 'energy', '2026-07-06', '2026-06-29', '2026-05-04', 'up', 0.1, 0.07, 0.13, NULL, NULL, '${attribution}', '2:mixed', false, true, '2026-11-16T06:00:00Z', NULL),
            ('${id(13, 5)}', '${seedIds.listener}', 'energy', '2026-07-13', '2026-06-29', '2026-05-04', 'down', -0.1, -0.13, -0.07, NULL, NULL, '${attribution}', '2:mixed', true, false, '2026-11-16T06:00:00Z', '2026-11-16T06:00:00Z'),
            ('${othersAlert!}', '${seedIds.other}', 'energy', '2026-11-09', '2026-10-26', '2026-05-04', 'down', -0.1, -0.13, -0.07, 0.52, 0.43, '${attribution}', '2:mixed', true, true, '2026-11-16T06:00:00Z', NULL)`,
  ];
  await db.asService(async (tx) => {
    for (const statement of statements) await tx.query(statement);
  });
}

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed(database);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const paths = [
  '/api/v1/alerts',
  '/api/v1/alerts?state=all',
  '/api/v1/dashboard/changes',
  '/api/v1/dashboard/changes?week=2026-W44',
  '/api/v1/dashboard/changes?week=2020-W01',
  '/api/v1/dashboard/influence',
  '/api/v1/dashboard/influence?by=label&axis=valence&weeks=10&limit=1',
  '/api/v1/dashboard/influence?weeks=104',
  `/api/v1/artists/${artistId}/drift?weeks=8`,
  `/api/v1/artists/${artistId}?limit=2`,
  '/api/v1/dashboard/outliers',
  '/api/v1/dashboard/outliers?days=7&space=audio&limit=2',
  '/api/v1/dashboard/outliers?days=1&space=tag',
];

test.each(paths)('%s', async (path) => {
  const answer = await api.ask(path);
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchSnapshot();
});

test('the same input twice gives byte-equal answers', async () => {
  const second = await createTestDatabase();
  await seed(second);
  const again = await startTestApi(second.db, { now: () => SEED_NOW });
  try {
    for (const path of paths) expect((await again.ask(path)).text).toBe((await api.ask(path)).text);
  } finally {
    await again.close();
    await second.drop();
  }
});

test('a guest on another artist’s track has a page with it', async () => {
  const guest = id(12, 77);
  await database.db.asService(async (tx) => {
    await tx.query(`INSERT INTO artists (id, name, name_key) VALUES ($1, 'Guest', 'guest')`, [guest]);
    await tx.query(
      `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name, join_phrase) VALUES ($1, 1, $2, 'A Guest', '')`,
      [seedIds.track, guest],
    );
  });
  try {
    const { json } = await api.ask(`/api/v1/artists/${guest}`);
    const { total } = (json as { plays: { total: number } }).plays;
    expect(total).toBeGreaterThan(0);
    expect(json).toMatchObject({
      plays: { asGuest: total },
      heard: { tracks: 1, scored: 1, measured: 1 },
      tracks: [{ recordingId: seedIds.track, asGuest: true, plays: total, hasAudio: true }],
    });
    expect((await api.ask(`/api/v1/tracks/${seedIds.track}`)).json).toMatchObject({
      artists: [{ name: 'Artist 0' }, { id: guest, name: 'A Guest' }],
    });
  } finally {
    await database.db.asService((tx) => tx.query('DELETE FROM artists WHERE id = $1', [guest]));
  }
});

test('parts sum to the change, on every axis', async () => {
  const { json } = await api.ask('/api/v1/dashboard/changes?week=2026-W46');
  const axes = Object.values((json as { axes: Record<string, Attributed | null> }).axes).filter(
    (axis) => axis !== null,
  );
  expect(axes).toHaveLength(7);
  const sum = (parts: Part[]) => parts.reduce((total, { change }) => total + change, 0);
  for (const { before, after, evidence, artists, otherArtists, tracks, otherTracks } of axes) {
    expect(evidence + sum(artists) + otherArtists.change).toBeCloseTo(after - before, 5);
    expect(evidence + sum(tracks) + otherTracks.change).toBeCloseTo(after - before, 5);
  }
});

test('an alert is dismissed once, stays listed as such, and changes the overview', async () => {
  const before = await api.ask('/api/v1/overview');
  expect((before.json as { changed: string }).changed).toMatch(
    /^Since week 44 of 2026 your music is calmer: .* Artist 1 and/,
  );
  const first = await api.ask(`/api/v1/alerts/${open!}/dismiss`, { method: 'POST' });
  expect(first).toMatchObject({ status: 200, json: { id: open, dismissedAt: '2026-11-18T20:30:00.000Z' } });
  expect((await api.ask(`/api/v1/alerts/${open!}/dismiss`, { method: 'POST' })).json).toEqual(first.json);
  expect((await api.ask('/api/v1/alerts')).json).toEqual({ alerts: [] });
  expect((await api.ask('/api/v1/overview')).json).toMatchObject({ changed: null });
});

test('a dismissal can be taken back, and what was kept of the answers is renewed', async () => {
  const [first, second] = await Promise.all([open, history].map((alert) => restored(alert!)));
  expect([first, second]).toMatchObject([
    { status: 200, json: { id: open, dismissedAt: null } },
    { status: 200, json: { id: history, dismissedAt: null } },
  ]);
  expect((await api.ask('/api/v1/alerts')).json).toMatchObject({ alerts: [{ id: open }] });
  expect((await api.ask('/api/v1/overview')).json).toMatchObject({ changed: expect.stringContaining('calmer') });
});

const restored = (alert: string) => api.ask(`/api/v1/alerts/${alert}/restore`, { method: 'POST' });

test.each([
  ['POST', `/api/v1/alerts/${othersAlert!}/dismiss`, 404],
  ['POST', `/api/v1/alerts/${othersAlert!}/restore`, 404],
  ['POST', `/api/v1/alerts/${id(13, 5)}/dismiss`, 404],
  ['GET', `/api/v1/artists/${id(12, 99)}/drift`, 404],
  ['GET', '/api/v1/artists/nobody/drift', 400],
  ['GET', '/api/v1/dashboard/changes?week=soon', 400],
  ['GET', '/api/v1/dashboard/outliers?days=0', 400],
  ['GET', '/api/v1/dashboard/influence?by=mood', 400],
])('%s %s is refused', async (method, path, status) => {
  expect((await api.ask(path, { method })).status).toBe(status);
});
