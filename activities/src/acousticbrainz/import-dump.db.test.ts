import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { activityDeps, addTracks, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { scoreRecordings } from '../aggregate/scores/score-recordings.ts';
import { importAcousticBrainz } from './import-dump.ts';
import { highLevel, tarOf } from './test-tools.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const mbid = (n: number) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`;
const named = (n: number, submission: number, text: string) => ({
  name: `acousticbrainz-highlevel-json-20220623-0/highlevel/00/0/${mbid(n)}-${submission}.json`,
  text,
});

describe('reading a dump of AcousticBrainz', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'acousticbrainz-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await database.drop();
  });
  beforeEach(() =>
    database.db.asService(async (tx) => {
      for (const table of ['acousticbrainz', 'acousticbrainz_files', 'pending']) await tx.query(`DELETE FROM ${table}`);
    }),
  );

  const fileOf = async (name: string, bytes: Uint8Array | string) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const read = (path: string, signal?: AbortSignal) =>
    importAcousticBrainz({ db: database.db, path, clock: () => NOW, ...(signal === undefined ? {} : { signal }) });
  const rows = () => database.db.asService((tx) => tx.query(`SELECT * FROM acousticbrainz ORDER BY mbid`));
  const balanced = ({ read: all, imported, duplicates, skipped, failed }: Awaited<ReturnType<typeof read>>) =>
    all === imported + duplicates + failed + Object.values(skipped).reduce((sum, n) => sum + n, 0);

  const archive = tarOf([
    { name: 'acousticbrainz-highlevel-json-20220623-0/COPYING', text: 'CC0' },
    named(1, 1, highLevel({ happy: 0.2, sad: 0.9 })),
    named(1, 0, highLevel({ happy: 0.9, sad: 0.1, bright: 0.4, instrumental: 0.7 })),
    named(2, 0, highLevel({ danceable: 0.99 })),
    named(3, 0, '{"highlevel": '),
    named(4, 0, '{"other": 1}'),
  ]);

  test('keeps every recording, the first upload of each, says what failed, and asks for scores of those that are known', async () => {
    const [known, merged] = await addTracks(database.db, [
      { artist: 'A', title: 'Known' },
      { artist: 'B', title: 'Merged' },
    ]);
    await database.db.asService(async (tx) => {
      await tx.query('UPDATE recordings SET mbid = $2 WHERE id = $1', [known, mbid(1)]);
      await tx.query('UPDATE recordings SET mbid = $2 WHERE id = $1', [merged, mbid(9)]);
      await tx.query('INSERT INTO recording_redirects (from_mbid, to_mbid) VALUES ($1, $2)', [mbid(2), mbid(9)]);
      await tx.query('DELETE FROM pending');
    });
    const receipt = await read(await fileOf('high.tar.zst', zstdCompressSync(archive)));
    expect(receipt).toEqual({
      read: 5,
      imported: 3,
      duplicates: 0,
      skipped: {},
      failed: 2,
      recordings: 2,
      failures: [
        { where: `${mbid(3)}-0.json`, reason: 'it is not JSON' },
        { where: `${mbid(4)}-0.json`, reason: 'it is neither a high-level nor a low-level document of AcousticBrainz' },
      ],
    });
    expect(balanced(receipt)).toBe(true);
    expect(await rows()).toMatchObject([
      {
        mbid: mbid(1),
        high_submission: 0,
        happy: 0.9,
        sad: 0.1,
        bright: 0.4,
        instrumental: 0.7,
        party: null,
        bpm: null,
      },
      { mbid: mbid(2), high_submission: 0, danceable: 0.99 },
    ]);
    const pending = await database.db.asService((tx) =>
      tx.query(`SELECT kind, subject, reason FROM pending ORDER BY subject`),
    );
    expect(pending).toEqual(
      [known, merged].sort().map((subject) => ({ kind: 'score', subject, reason: 'acousticbrainz' })),
    );
  });

  test('is evidence for the scores of those recordings, found by an MBID that was merged too, and told as a source', async () => {
    await read(await fileOf('evidence.tar', archive));
    await scoreRecordings(activityDeps(database.db));
    const scores = await database.db.asService((tx) =>
      tx.query<{ title: string; axis: string; value: number; source: string }>(
        `SELECT r.title, s.axis, s.value, s.sources -> 0 ->> 'source' AS source FROM scores s JOIN recordings r ON r.id = s.recording_id
         WHERE r.mbid = ANY($1::uuid[]) ORDER BY r.title, s.axis`,
        [[mbid(1), mbid(9)]],
      ),
    );
    expect(scores.map(({ title, axis }) => `${title} ${axis}`)).toEqual([
      'Known brightness',
      'Known instrumentalness',
      'Known valence',
      'Merged danceability',
    ]);
    expect(scores[2]!.value).toBeGreaterThan(0.65);
    expect(scores[3]).toMatchObject({ source: 'acousticbrainz.danceable' });
  });

  test('the same file twice changes nothing, packed in another way neither', async () => {
    const path = await fileOf('once.tar', archive);
    await read(path);
    const before = await rows();
    const frames = [archive.subarray(0, 2000), archive.subarray(2000)].map((part) => zstdCompressSync(part));
    const others = [
      await fileOf('again.tar.gz', gzipSync(archive)),
      await fileOf('frames.tar.zst', Buffer.concat(frames)),
    ];
    for (const again of [path, ...others]) {
      const receipt = await read(again);
      expect(receipt).toMatchObject({
        read: 5,
        imported: 0,
        duplicates: 2,
        skipped: { 'another upload of the recording is kept': 1 },
        failed: 2,
      });
      expect(balanced(receipt)).toBe(true);
      expect(await rows()).toEqual(before);
    }
  });

  test('low-level documents and feature files join the same row', async () => {
    const low = JSON.stringify({
      rhythm: { bpm: 120.5, onset_rate: 3.2, beats_position: [1, 2] },
      tonal: { key_key: 'A#', key_scale: 'minor', key_strength: 0.7 },
      lowlevel: { average_loudness: 0.9, dynamic_complexity: 3.1 },
    });
    // The dumps of the low level hold each document as a string of JSON.
    await read(await fileOf('low.tar', tarOf([named(1, 1, JSON.stringify(low))])));
    const csv =
      'mbid,submission_offset,bpm,bpm_histogram_first_peak_bpm_mean,bpm_histogram_first_peak_bpm_median,bpm_histogram_second_peak_bpm_mean,bpm_histogram_second_peak_bpm_median,danceability,onset_rate\n' +
      `${mbid(1)},0,97.5,1,1,1,1,1.2,2.5\n${mbid(2)},0,nan,1,1,1,1,1.2,2.5\n${mbid(2)},1,1\nnonsense\n`;
    const receipt = await read(await fileOf('rhythm.tar', tarOf([{ name: 'features/rhythm.csv', text: csv }])));
    expect(receipt).toMatchObject({ read: 4, imported: 2, failed: 2 });
    expect(receipt.failures[0]).toEqual({ where: 'rhythm.csv, line 4', reason: 'it has 3 fields instead of 9' });
    expect(await rows()).toMatchObject([
      {
        mbid: mbid(1),
        rhythm_submission: 0,
        bpm: 97.5,
        onset_rate: 2.5,
        tonal_submission: 1,
        key_key: 'A#',
        key_scale: 'minor',
        average_loudness: 0.9,
      },
      { mbid: mbid(2), bpm: null, onset_rate: 2.5, key_key: null },
    ]);
    expect(await read(await fileOf('rhythm.csv', csv))).toMatchObject({ imported: 0, duplicates: 2, failed: 2 });
  });

  test('goes on where it was broken off', async () => {
    const many = tarOf(Array.from({ length: 4500 }, (_, n) => named(n, 0, highLevel({ happy: (n % 100) / 100 }))));
    const path = await fileOf('many.tar.zst', zstdCompressSync(many));
    const stop = new AbortController();
    const broken = importAcousticBrainz({
      db: database.db,
      path,
      clock: () => NOW,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('stopped')),
    });
    await expect(broken).rejects.toThrow('stopped');
    expect(await rows()).toHaveLength(2000);
    expect(await read(path)).toMatchObject({ read: 4500, imported: 4500, duplicates: 0, failed: 0 });
    expect(await rows()).toHaveLength(4500);
  });

  test('what is cut off stands as far as it goes, and says so', async () => {
    const text = highLevel({ happy: 0.5, sad: 0.5, party: 0.2, relaxed: 0.1 });
    const whole = tarOf(Array.from({ length: 3000 }, (_, n) => named(n, 0, text)));
    const length = (whole.byteLength - 1024) / 3000;
    const path = await fileOf('cut.tar', whole.subarray(0, 2500 * length + 700));
    await expect(read(path)).rejects.toThrow(
      'cut.tar: the archive ends in the middle: it was not downloaded whole, download it again. What came before was kept.',
    );
    expect(await rows()).toHaveLength(2500);
  });

  test.each([
    [
      'letter.txt',
      Buffer.from('Dear Sir or Madam,\nplease find'),
      'letter.txt does not begin as a CSV file of features does',
    ],
    ['empty.tar', Buffer.alloc(0), 'empty.tar: it is empty'],
    ['other.tar', tarOf([{ name: 'readme', text: 'hello' }]), 'it holds no documents of AcousticBrainz'],
    [
      'dump.tar.xz',
      Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4]),
      'it is packed with xz: unpack it with `xz -d` first.',
    ],
    ['broken.tar.zst', zstdCompressSync(archive).subarray(0, 200), 'damaged or was not downloaded whole'],
  ])('%s is refused with a reason', async (name, bytes, reason) => {
    await expect(read(await fileOf(name, bytes))).rejects.toThrow(reason);
    expect(await rows()).toEqual([]);
  });

  test('a file that is not there', () =>
    expect(read(join(folder, 'nowhere.tar'))).rejects.toThrow('nowhere.tar: it cannot be opened'));
});
