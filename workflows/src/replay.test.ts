import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';

/**
 * Workflows that run while SideTrack is upgraded are replayed from their history by the new code. These histories were kept
 * when each workflow was written (SIDETRACK_TEST_RECORD_HISTORIES=1 with workflows.db.test.ts writes those that are missing); a change that does not fit
 * them needs `patched()`, not new histories.
 */
const sourceOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const histories = readdirSync(sourceOf('./histories'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

let code: string;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  ({ code } = await bundleWorkflowCode({
    workflowsPath: sourceOf('./index.ts'),
    workflowInterceptorModules: [sourceOf('./interceptors.ts')],
    logger: new DefaultLogger('ERROR'),
  }));
}, 60_000);

test.each(histories)('%s replays as it ran', async (name) => {
  const kept = JSON.parse(readFileSync(sourceOf(`./histories/${name}.json`), 'utf8')) as Record<string, unknown>;
  const history = proto.temporal.api.history.v1.History.fromObject(kept);
  await Worker.runReplayHistory({ workflowBundle: { code } }, history);
});

/** `ExtractAudio.gpu` is another way through the same workflow. */
test('there is a history of each workflow', async () => {
  const workflows = await import('./index.ts');
  const names = Object.entries(workflows).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
  expect([...new Set(histories.map((name) => name.split('.')[0]))].toSorted()).toEqual(names.sort());
});
