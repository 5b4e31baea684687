import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { CliError } from '../errors.ts';
import { findTemporal, startTemporal, type TemporalServer } from './temporal.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'sidetrack-temporal-'));
let said = '';
const start = (): Promise<TemporalServer> => startTemporal({ dataDir, log: (text) => void (said += text.toString()) });
let running: TemporalServer | undefined;

afterEach(() => running?.stop());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: running!.address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

test('serves its front end and its pages on loopback, and knows its workflows again after kill -9', async () => {
  running = await start();
  expect((await fetch(running.uiUrl)).status).toBe(200);
  await withClient((client) => client.workflow.start('Any', { workflowId: 'kept', taskQueue: 'nobody' }));
  running.kill();
  expect(await running.exited).toEqual({ code: null, signal: 'SIGKILL' });

  running = await start();
  const { status } = await withClient((client) => client.workflow.getHandle('kept').describe());
  expect(status.name).toBe('RUNNING');
}, 60_000);

test('puts a damaged state aside and begins a new one', async () => {
  await running?.stop();
  writeFileSync(
    join(dataDir, 'temporal.db'),
    'this is no database, but it is longer than a header of one: '.repeat(40),
  );
  for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `temporal.db${suffix}`), { force: true });
  running = await start();
  expect(said).toContain('The state of Temporal was damaged');
}, 60_000);

test('a named program that is none is refused with a sentence', () => {
  expect(() => findTemporal({ SIDETRACK_TEMPORAL_CLI: '/bin/true' })).toThrow(CliError);
  expect(() => findTemporal({ PATH: '/nowhere', SIDETRACK_CACHE_DIR: '/nowhere' })).toThrow(
    'Temporal is missing: run `npm run setup`',
  );
});
