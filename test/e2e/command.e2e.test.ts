import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { toExportLine } from '../fakes/index.ts';
import { freePort, sidetrack, startSidetrack, temporaryFolder, type Installation } from './support/installation.ts';

const sampleAudio = join(import.meta.dirname, '../../sample/audio');
const folder = temporaryFolder('sidetrack-command-');

const numbers = (length: number) => z.array(z.number()).length(length);
/** The object of `sidetrack analyze --json`, field by field as the documentation states it. */
const analysisSchema = z.strictObject({
  file: z.string(),
  audioSha256: z.string().regex(/^[0-9a-f]{64}$/),
  durationSeconds: z.number().positive(),
  features: z.strictObject({
    tempoBpm: z.number().nullable(),
    tempoConfidence: z.number().min(0).max(1),
    tempoSections: z.array(z.strictObject({ startSeconds: z.number(), bpm: z.number() })),
    pulseClarity: z.number().min(0).max(1),
    key: z.string().nullable(),
    mode: z.enum(['major', 'minor']).nullable(),
    keyConfidence: z.number().min(0).max(1),
    loudnessLufs: z.number().nullable(),
    loudnessRangeLu: z.number().nullable(),
    dynamicRangeDb: z.number().nullable(),
    spectralCentroidHz: z.number(),
    spectralBandwidthHz: z.number(),
    spectralRolloffHz: z.number(),
    spectralFlatness: z.number(),
    zeroCrossingRate: z.number(),
    rms: z.number(),
    onsetRateHz: z.number(),
    percussiveRatio: z.number(),
    tuningCents: z.number().nullable(),
    stereoWidth: z.number().nullable(),
    pump: z.number().nullable(),
    mfccMean: numbers(20),
    mfccStd: numbers(20),
    chromaMean: numbers(12),
    contrastMean: numbers(7),
    tonnetzMean: numbers(6),
    beatTimesSeconds: z.array(z.number()),
  }),
  tags: z.record(z.string(), z.number()),
  embeddings: z.record(z.string(), z.array(z.number())),
  scores: z.record(
    z.string(),
    z.strictObject({ value: z.number(), low: z.number(), high: z.number(), sources: z.array(z.unknown()) }),
  ),
  segments: z.array(z.unknown()),
  seconds: z.strictObject({
    decode: z.number(),
    signal: z.number(),
    models: z.number(),
    stages: z.record(z.string(), z.number()),
  }),
});
const receiptSchema = z.strictObject({
  read: z.number(),
  imported: z.number(),
  duplicates: z.number(),
  skipped: z.record(z.string(), z.number()),
  failed: z.number(),
  receipt: z.string(),
});

describe('sidetrack analyze', () => {
  test('gives one JSON object a track, with scores, and needs no database', async () => {
    const file = join(sampleAudio, readdirSync(sampleAudio).sort()[0]!);
    const { code, stdout } = await sidetrack(['analyze', file, '--json']);
    expect(code).toBe(0);
    const analysis = analysisSchema.parse(JSON.parse(stdout));
    expect(analysis.embeddings['musicnn-msd']).toHaveLength(200);
    expect(Object.keys(analysis.scores)).toContain('energy');
  }, 120_000);

  test('measures what can be measured and names what cannot, each in a line', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    copyFileSync(join(sampleAudio, readdirSync(sampleAudio).sort()[1]!), join(mixed, 'good.ogg'));
    writeFileSync(join(mixed, 'text.mp3'), 'not music at all');
    writeFileSync(join(mixed, 'empty.wav'), '');
    const { code, stdout, stderr } = await sidetrack(['analyze', mixed, '--json']);
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/text\.mp3/);
    expect(stderr).toMatch(/empty\.wav/);
    expect(stderr).not.toMatch(/ at .*\.js:\d+/);
  }, 120_000);

  test('says what to do when a path does not exist', async () => {
    const { code, stderr } = await sidetrack(['analyze', join(folder, 'nowhere.flac')]);
    expect(code).not.toBe(0);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/nowhere\.flac/);
  }, 60_000);
});

describe('with a running installation', () => {
  let installation: Installation;
  let end = (): Promise<unknown> => Promise.resolve();
  beforeAll(async () => {
    const unreachable = `http://127.0.0.1:${await freePort()}`;
    installation = await startSidetrack({
      args: ['--import', exportFile('first.jsonl', 50)],
      env: { SIDETRACK_LISTENBRAINZ_URL: unreachable, SIDETRACK_MUSICBRAINZ_URL: unreachable },
    });
    end = () => installation.end('SIGINT');
  }, 180_000);
  afterAll(() => end());
  const run = (...args: string[]) => sidetrack([...args, '--url', installation.siteUrl]);

  test('import gives an exact receipt, and the same file twice changes nothing', async () => {
    const file = exportFile('second.jsonl', 200, ['{"listened_at": 1, broken', '{"no":"listen"}']);
    const first = receiptSchema.parse(JSON.parse((await run('import', file, '--json')).stdout));
    expect(first).toMatchObject({ read: 202, imported: 150, duplicates: 50, failed: 2 });
    expect(first.imported + first.duplicates + sum(first.skipped) + first.failed).toBe(first.read);
    const again = receiptSchema.parse(JSON.parse((await run('import', file, '--json')).stdout));
    expect(again).toMatchObject({ read: 202, imported: 0, duplicates: 200, failed: 2 });
  }, 120_000);

  test('import of a folder takes every history in it, and says what is none', async () => {
    const inside = join(folder, 'my_spotify_data');
    mkdirSync(join(inside, 'more'), { recursive: true });
    copyFileSync(exportFile('third.jsonl', 30), join(inside, 'more', 'third.jsonl'));
    copyFileSync(exportFile('fourth.jsonl', 20), join(inside, 'fourth.jsonl'));
    writeFileSync(join(inside, 'Userdata.json'), '{"email": "ada@example.org"}');
    writeFileSync(join(inside, 'ReadMe.pdf'), '%PDF');
    const { code, stdout, stderr } = await run('import', inside, '--json');
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => receiptSchema.parse(JSON.parse(line)).read),
    ).toEqual([20, 30]);
    expect(stderr).toContain('Userdata.json: left out, it is no history');
  }, 120_000);

  test.each([
    ['a file that is no export', 'shopping.json', '{"milk": 2}'],
    ['an empty file', 'empty.jsonl', ''],
    ['a truncated zip', 'cut.zip', 'PK\u0003\u0004 and nothing more'],
  ])(
    '%s is refused in one line',
    async (_, name, content) => {
      const file = join(folder, name);
      writeFileSync(file, content);
      const { code, stderr } = await run('import', file);
      expect(code).not.toBe(0);
      expect(stderr).toContain(name);
      expect(stderr).not.toMatch(/ at .*\.js:\d+/);
    },
    60_000,
  );

  test('status tells where it runs and what it holds', async () => {
    const { code, stdout } = await run('status', '--json');
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('200');
  }, 60_000);

  test('a history without a time zone asks for it, and is read when it is named', async () => {
    const file = join(folder, '.scrobbler.log');
    const entries = ['Artist\tAlbum\tHeard\t1\t215\tL\t1620036934', 'Artist\tAlbum\tSkipped\t2\t215\tS\t1620037500'];
    writeFileSync(file, ['#AUDIOSCROBBLER/1.1', '#TZ/UNKNOWN', '#CLIENT/Rockbox', ...entries, ''].join('\n'));
    const unasked = await run('import', file);
    expect(unasked.code).not.toBe(0);
    expect(unasked.stderr).toContain('its times stand without a time zone. Name it, such as with --time-zone');
    const wrong = await run('import', file, '--time-zone', 'Mars/Phobos');
    expect(wrong.stderr).toContain('such as Europe/Berlin');
    const { code, stdout } = await run('import', file, '--time-zone', 'Europe/Berlin', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      read: 2,
      imported: 1,
      skipped: { 'played for too short a time': 1 },
      failed: 0,
    });
  }, 120_000);

  test('a second start on the same data is refused in one line, and the first runs on', async () => {
    const { code, stderr } = await sidetrack(['up', '--data', installation.dataDir]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/running/);
    expect((await fetch(installation.siteUrl)).status).toBe(200);
  }, 60_000);

  test('a page of another origin can neither read by rebinding nor write', async () => {
    const rebound = await rawStatus(installation.siteUrl, { host: 'evil.example' });
    expect(rebound).toBeGreaterThanOrEqual(400);
    const forged = await fetch(`${installation.siteUrl}/api/v1/aggregate/weeks`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(forged.status).toBe(403);
  });
});

test('a port in use is refused in one line that names it, and nothing is left running', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) =>
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
  );
  const { code, stderr } = await sidetrack(['up', '--data', join(folder, 'port'), '--port', String(port)], {
    SIDETRACK_API_PORT: String(await freePort()),
  });
  taken.close();
  expect(code).not.toBe(0);
  expect(stderr).toContain(String(port));
}, 120_000);

test('an unknown setting is refused with the nearest name', async () => {
  const { code, stderr } = await sidetrack(['doctor'], { SIDETRACK_MUSICBRAINZ_RAT: '2' });
  expect(code).not.toBe(0);
  expect(stderr).toContain('SIDETRACK_MUSICBRAINZ_RATE');
}, 60_000);

/** A ListenBrainz export of `count` plays, always the same ones, with `broken` lines at the end. */
function exportFile(name: string, count: number, broken: readonly string[] = []): string {
  const path = join(folder, name);
  const lines = Array.from({ length: count }, (_, index) =>
    toExportLine({
      listenedAt: 1_700_000_000 + index * 240,
      artist: `Artist ${index % 9}`,
      track: `Track ${index % 40}`,
    }),
  );
  writeFileSync(path, [...lines, ...broken, ''].join('\n'));
  return path;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, value) => total + value, 0);
}

async function rawStatus(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}
