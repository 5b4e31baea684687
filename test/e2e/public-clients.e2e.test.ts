import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writePushedListens } from '../../activities/src/pushed/write-pushed-listens.ts';
import { activityDeps } from '../src/activity-deps.ts';
import { startTestApi } from '../src/api.ts';
import type { TestApi } from '../src/api.ts';
import { addListener, createTestDatabase } from '../src/database.ts';
import type { TestDatabase } from '../src/database.ts';
import { stopRunning } from '../src/running-postgres.ts';
import startPostgres from '../src/start-postgres.ts';

/** A Python that can import liblistenbrainz and spotipy. */
const python = process.env.SIDETRACK_TEST_PUBLIC_CLIENTS;
const TOKEN = `st_${'p'.repeat(43)}`;
const AT = Math.floor(Date.now() / 1000) - 30 * 86_400;

let database: TestDatabase;
let api: TestApi;
let userId: string;
let client: ChildProcessWithoutNullStreams;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  if (python === undefined) return;
  await startPostgres();
  database = await createTestDatabase();
  userId = await addListener(database.db, 'Ana');
  const hash = createHash('sha256').update(TOKEN).digest();
  await database.db.asService((tx) =>
    tx.query(`INSERT INTO api_tokens (user_id, name, token_hash, scopes) VALUES ($1, 'scrobbler', $2, '{write}')`, [
      userId,
      hash,
    ]),
  );
  api = await startTestApi(database.db);
  client = spawn(python, [fileURLToPath(new URL('./support/public-clients.py', import.meta.url)), api.url]);
  answers = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
}, 60_000);
afterAll(async () => {
  if (python === undefined) return;
  client.stdin.end();
  await api.close();
  await database.drop();
  await stopRunning();
}, 60_000);

async function ask(request: object): Promise<unknown> {
  client.stdin.write(`${JSON.stringify(request)}\n`);
  const { value } = await answers.next();
  return JSON.parse(String(value)) as unknown;
}
const write = () => writePushedListens(activityDeps(database.db), { userId });
const play = (n: number, rest: object = {}): object => ({
  listened_at: AT + n * 300,
  artist_name: `Artist ${n % 7}`,
  track_name: `Track ${n}`,
  ...rest,
});

(python === undefined ? test.skip : test)(
  'a program that was written for ListenBrainz pushes here and reads back what it pushed (liblistenbrainz; its Python in SIDETRACK_TEST_PUBLIC_CLIENTS)',
  async () => {
    expect(await ask({ do: 'token', token: 'st_wrong' })).toEqual({ status: null, message: 'invalid token' });
    expect(await ask({ do: 'token', token: TOKEN })).toEqual({ answer: true });

    const rich = {
      release_name: 'Whenever',
      tags: ['pop'],
      isrc: 'GBARL9300135',
      listening_from: 'vlc',
      tracknumber: 1,
    };
    expect(await ask({ do: 'single', listen: play(0, rich) })).toEqual({ answer: { status: 'ok' } });
    const listens = Array.from({ length: 999 }, (_, n) => play(n + 1));
    expect(await ask({ do: 'import', listens })).toEqual({ answer: { status: 'ok' } });
    expect(await ask({ do: 'import', listens })).toEqual({ answer: { status: 'ok' } });
    expect(await write()).toEqual({ written: 1999, remaining: 0 });

    const all = (await ask({ do: 'listens', user: 'Ana', page: { count: 1000 } })) as {
      answer: { track_name: string }[];
    };
    expect(all.answer.map(({ track_name }) => track_name)).toEqual(
      Array.from({ length: 1000 }, (_, n) => `Track ${999 - n}`),
    );
    expect(all.answer.at(-1)).toMatchObject({ listened_at: AT, artist_name: 'Artist 0', release_name: 'Whenever' });
    const older = (await ask({ do: 'listens', user: 'ana', page: { max_ts: AT + 600 } })) as typeof all;
    expect(older.answer.map(({ track_name }) => track_name)).toEqual(['Track 1', 'Track 0']);

    const playing = { artist_name: 'Artist 5', track_name: 'Track 5', additional_info: { duration: 200 } };
    expect(await ask({ do: 'playing', listen: playing })).toEqual({ answer: { status: 'ok' } });
    expect(await ask({ do: 'what plays', user: 'Ana' })).toMatchObject({ answer: { track_name: 'Track 5' } });

    expect(await ask({ do: 'single', listen: play(0, { artist_name: '' }) })).toEqual({
      status: 400,
      message: 'JSON document does not contain required track_metadata.artist_name.',
    });
    expect(await ask({ do: 'listens', user: 'Bob' })).toEqual({ status: 404, message: 'Cannot find user: Bob' });
  },
  120_000,
);

(python === undefined ? test.skip : test)(
  'a program that was written for Spotify reads features here (spotipy; its Python in SIDETRACK_TEST_PUBLIC_CLIENTS)',
  async () => {
    const [track] = await database.db.asService((tx) =>
      tx.query<{ id: string }>(
        `INSERT INTO recordings (mbid, title, artist_credit, duration_ms, isrcs, match_key) VALUES (gen_random_uuid(), 'x', 'y', 213000, '{GBARL9300135}', 'y|x') RETURNING id`,
      ),
    );
    const { id } = track!;
    await database.db.asService((tx) =>
      tx.query(
        `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
         VALUES ($1, 'danceability', '1', 0.75, 0.7, 0.8, false, '[{"source": "tags", "group": "folksonomy", "value": 0.75, "weight": 1}]', '')`,
        [id],
      ),
    );
    // spotipy takes letters and digits alone for an id.
    const tracks = ['GBARL9300135', id.replaceAll('-', ''), 'f'.repeat(32)];
    const { answer } = (await ask({ do: 'features', token: TOKEN, tracks })) as { answer: unknown[] };
    const features = { id, duration_ms: 213_000, danceability: 0.75, tempo: null, key: null, type: 'audio_features' };
    expect(answer).toEqual([expect.objectContaining(features), expect.objectContaining(features), null]);
    expect(await ask({ do: 'features', token: TOKEN, tracks: 'GBARL9300135' })).toMatchObject({ answer: [features] });
  },
  60_000,
);
