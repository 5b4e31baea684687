import { trackKey } from '@sidetrack/analysis';
import { sealCredential, connectionOwner } from '@sidetrack/settings';
import { activityDeps, addListener, createTestDatabase, startFakes, uuidOf } from '@sidetrack/test';
import type { FakeRecording, Fakes, TestDatabase } from '@sidetrack/test';
import { createControlActivities } from '../control/index.ts';
import { createIngestActivities } from '../ingest-activities.ts';
import { heardRecordings } from '../library/read-library.ts';
import type { ListenRow } from '../listens/listen-row.ts';
import { upsertListens } from '../listens/upsert-listens.ts';
import type { Deps } from '../types.ts';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const DAY_MS = 86_400_000;
let database: TestDatabase;
let fakes: Fakes;
let deps: Deps;
let now: Date;
let userId: string;
let listeners = 0;

beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  // After whatever the database's own clock says in the test.
  now = new Date(Date.now() + 60_000);
  await query('DELETE FROM users');
  await query('DELETE FROM recordings');
  await query('DELETE FROM releases');
  await query('DELETE FROM artist_credits');
  await query('DELETE FROM pending');
  userId = await addListener(database.db, `ann${(listeners += 1)}`);
});
afterEach(() => fakes.stop());

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));

async function start(recordings: readonly FakeRecording[] = [], musicbrainz = recordings): Promise<void> {
  fakes = await startFakes({
    listenbrainz: { recordings, tokens: { token: 'ann' } },
    musicbrainz: { recordings: musicbrainz },
  });
  deps = { ...activityDeps(database.db, { ...fakes.env, SIDETRACK_SECRET_KEY: SECRET }), clock: () => now };
}
const resolve = () => createIngestActivities(deps).resolveMetadata();

async function connect(token = 'token'): Promise<void> {
  const sealed = sealCredential(token, deps.settings.secretKey!, connectionOwner(userId, 'listenbrainz'));
  await query(
    `INSERT INTO connections (user_id, service, external_name, interval_seconds, credential, credential_key_id) VALUES ($1, 'listenbrainz', 'ann', 60, $2, $3)`,
    [userId, Buffer.from(sealed.credential), sealed.keyId],
  );
}

const recording = (title: string, names: readonly string[], more: Partial<FakeRecording> = {}): FakeRecording => ({
  mbid: uuidOf(title),
  title,
  lengthMs: 200_000,
  artists: names.map((name, index) => ({
    mbid: uuidOf('artist', name),
    name,
    joinPhrase: index < names.length - 1 ? ' & ' : '',
  })),
  release: { mbid: uuidOf('release', title), title: `Release of ${title}`, year: 2001, label: `Label of ${title}` },
  ...more,
});

let plays = 0;
async function hear(artist: string, title: string, mapped?: FakeRecording): Promise<void> {
  const row: ListenRow = {
    listenedAt: new Date(Date.UTC(2026, 10, 1) + (plays += 1) * 1000 * 600),
    trackKey: trackKey(artist, title, null),
    artistName: artist,
    trackName: title,
    releaseName: null,
    mapping:
      mapped === undefined
        ? null
        : {
            recordingMbid: mapped.mbid,
            title: mapped.title,
            artists: mapped.artists.map(({ mbid, name, joinPhrase = '' }) => ({ mbid, name, joinPhrase })),
          },
    durationMs: null,
  };
  await database.db.asUser(userId, (tx) =>
    upsertListens(tx, { userId, source: 'lastfm', importId: null, rows: [row], now }),
  );
}
const credits = async (title: string) =>
  (
    await query<{ name: string }>(
      `SELECT a.name FROM recordings r JOIN recording_artists k ON k.recording_id = r.id JOIN artists a ON a.id = k.artist_id
       WHERE r.title = $1 ORDER BY k.position`,
      [title],
    )
  ).map(({ name }) => name);

describe('credits of several artists', () => {
  test('are split as MusicBrainz splits the same words elsewhere, whatever joins them', async () => {
    await start();
    await hear('Bora & Cale', 'Duet', recording('Duet', ['Bora', 'Cale']));
    await hear('BORA & Cale', 'Unmapped');
    await hear('Cale & Bora', 'Other order');
    await hear('Simon & Garfunkel', 'America');
    expect(await credits('Unmapped')).toEqual(['Bora', 'Cale']);
    expect(await credits('Other order')).toEqual(['Cale & Bora']);
    expect(await credits('America')).toEqual(['Simon & Garfunkel']);
  });

  test('are left whole where MusicBrainz splits the words in two ways', async () => {
    await start();
    await hear('Bora & Cale', 'Duet', recording('Duet', ['Bora', 'Cale']));
    const others = recording('Others', ['Bora', 'Cale']);
    await hear('Bora & Cale', 'Others', {
      ...others,
      artists: others.artists.map((artist) => ({ ...artist, mbid: uuidOf('another', artist.name) })),
    });
    await hear('Bora & Cale', 'Unmapped');
    expect(await credits('Unmapped')).toEqual(['Bora & Cale']);
  });
});

test('record labels are asked for release by release, after the recordings', async () => {
  const tide = recording('Tide', ['Aldra'], { release: { mbid: uuidOf('shores'), title: 'Shores', label: 'Anchor' } });
  const reef = recording('Reef', ['Aldra'], { release: { mbid: uuidOf('shores'), title: 'Shores', label: 'Anchor' } });
  await start([tide, reef]);
  await hear('Aldra', 'Tide', tide);
  await hear('Aldra', 'Reef', reef);
  await resolve();
  expect(fakes.musicbrainz.requests).toHaveLength(0);
  now = new Date(now.getTime() + 3_600_000);
  expect((await createControlActivities(deps).findDueWork()).metadata).toBe(1);
  expect(await resolve()).toEqual({ resolved: 1, remaining: 0 });
  expect(fakes.musicbrainz.requests.map(({ path }) => path)).toEqual([`/ws/2/release/${uuidOf('shores')}`]);
  expect(await query('SELECT title, record_label FROM releases')).toEqual([
    { title: 'Shores', record_label: 'Anchor' },
  ]);
  expect(await resolve()).toEqual({ resolved: 0, remaining: 0 });
});

test('other names of artists are learnt from MusicBrainz and known to the matching', async () => {
  const ymo = recording('Rydeen', ['Yellow Magic Orchestra']);
  const known = { ...ymo, artists: [{ ...ymo.artists[0]!, aliases: ['YMO', 'イエロー・マジック・オーケストラ'] }] };
  await start([], [known]);
  await hear('Yellow Magic Orchestra', 'Rydeen', ymo);
  await resolve();
  const [heard] = await database.db.asUser(userId, (tx) => heardRecordings(tx, userId));
  expect(heard).toMatchObject({
    credit: ['Yellow Magic Orchestra'],
    aliases: expect.arrayContaining(['YMO', 'イエロー・マジック・オーケストラ']) as string[],
  });
});

describe('plays that map to nothing', () => {
  const tide = recording('Tide', ['Aldra']);
  const listens = () =>
    query<{ mbid: string | null; mapped: string | null }>(
      'SELECT r.mbid, l.mapped_mbid AS mapped FROM listens l JOIN recordings r ON r.id = l.recording_id ORDER BY l.listened_at',
    );

  test('become the recording that ListenBrainz finds for them, with all that hangs on them', async () => {
    await start([tide]);
    await hear('ALDRA', 'Tide');
    await hear('ALDRA', 'Tide');
    await connect();
    expect((await createControlActivities(deps).findDueWork()).metadata).toBe(1);
    expect(await resolve()).toEqual({ resolved: 1, remaining: 1 });
    expect(await listens()).toEqual([1, 2].map(() => ({ mbid: tide.mbid, mapped: tide.mbid })));
    expect(await query('SELECT 1 FROM recordings WHERE mbid IS NULL')).toEqual([]);
    expect(await query(`SELECT 1 FROM pending WHERE kind = 'metadata'`)).toHaveLength(1);
    await resolve();
    expect(await query('SELECT metadata_source AS source FROM recordings')).toEqual([{ source: 'listenbrainz' }]);
  });

  test('stay where it finds another version, or nothing, and are looked at again ever later', async () => {
    await start([recording('Tide (live)', ['Aldra']), recording('Reef', ['Bora'])]);
    await hear('Aldra', 'Tide');
    await hear('Cale', 'Nowhere');
    await connect();
    expect(await resolve()).toEqual({ resolved: 2, remaining: 0 });
    expect(await resolve()).toEqual({ resolved: 0, remaining: 0 });
    expect(await listens()).toEqual([1, 2].map(() => ({ mbid: null, mapped: null })));
    const due = async () =>
      (await query<{ at: Date }>('SELECT DISTINCT lookup_due_at AS at FROM recordings')).map(({ at }) =>
        Math.round((at.getTime() - now.getTime()) / DAY_MS),
      );
    expect(await due()).toEqual([7]);
    now = new Date(now.getTime() + 8 * DAY_MS);
    fakes.listenbrainz.addRecordings([recording('Nowhere', ['Cale'])]);
    expect(await resolve()).toEqual({ resolved: 2, remaining: 1 });
    expect((await listens()).map(({ mbid }) => mbid)).toEqual([null, uuidOf('Nowhere')]);
    expect(await query('SELECT lookups FROM recordings WHERE mbid IS NULL')).toEqual([{ lookups: 2 }]);
  });

  test('are not asked for without a token, and not today where it is refused', async () => {
    await start([tide]);
    await hear('Aldra', 'Tide');
    expect((await createControlActivities(deps).findDueWork()).metadata).toBe(0);
    expect(await resolve()).toEqual({ resolved: 0, remaining: 0 });
    expect(fakes.listenbrainz.requests).toHaveLength(0);
    await connect('wrong');
    await expect(resolve()).rejects.toMatchObject({ name: 'PermanentError' });
    expect((await createControlActivities(deps).findDueWork()).metadata).toBe(0);
  });
});
