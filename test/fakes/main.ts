import { readFile } from 'node:fs/promises';
import { answerControl } from './control.ts';
import { startFakes, type FakesSeed } from './index.ts';
import { startService } from './service.ts';

/**
 * The fakes as a program of its own, for tests in which the product runs in containers: ListenBrainz on 8101, MusicBrainz on 8102,
 * Last.fm on 8103, and on 8100 what a test tells and asks them (see control.ts). FAKES_SEED is the seed as JSON, or a file of it.
 */
const host = process.env['FAKES_HOST'] ?? '0.0.0.0';
const fakes = await startFakes(await readSeed(process.env['FAKES_SEED'] ?? '{}'), {
  listenbrainz: { host, port: 8101 },
  musicbrainz: { host, port: 8102 },
  lastfm: { host, port: 8103 },
});
const control = await startService((request) => answerControl(fakes, request), { host, port: 8100 });
process.stdout.write('The fakes are ready.\n');

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void Promise.all([fakes.stop(), control.stop()]).then(() => process.exit(0)));

/** Written by the test that starts the fakes, so it is taken as it is. */
async function readSeed(value: string): Promise<FakesSeed> {
  return JSON.parse(value.startsWith('/') ? await readFile(value, 'utf8') : value) as FakesSeed;
}
