import { temporalWorkflows } from './temporal.ts';
import type { Workflows } from './workflows.ts';
import { WorkflowsUnavailableError } from './workflows.ts';

const start = { workflow: 'SyncTags', workflowId: 'sync-tags', args: [], summary: '', correlationId: 'x' } as const;

test.each<[string, (workflows: Workflows) => Promise<void>]>([
  ['start', (workflows) => workflows.start(start)],
  ['check', (workflows) => workflows.check()],
  ['wakeDispatcher', (workflows) => workflows.wakeDispatcher()],
])(
  'a Temporal that is not there is told within seconds: %s',
  async (_, ask) => {
    const workflows = temporalWorkflows({ address: '127.0.0.1:9', namespace: 'default' });
    const started = Date.now();
    await expect(ask(workflows)).rejects.toThrow(WorkflowsUnavailableError);
    expect(Date.now() - started).toBeLessThan(8000);
    await workflows.close();
  },
  15_000,
);
