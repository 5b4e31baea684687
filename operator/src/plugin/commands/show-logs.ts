import { withApiOf } from '../api-of-tenant.ts';
import type { Run } from '../../installation-api/index.ts';
import { corePath, podObject, podsOf } from '../objects.ts';
import type { LogLine } from '../render-logs.ts';
import { linesOf, renderRuns } from '../render-logs.ts';
import type { Session } from '../session.ts';

const MOST_RUNS = 10;
const MOST_BYTES_PER_POD = 4_000_000;
const WORKERS = ' in (worker-sidetrack,worker-ingest,worker-extract,worker-aggregate,worker-extract-gpu)';

/** `logs TENANT`: the listener's last runs, and what the workers logged about the newest. */
export async function showLogs(session: Session, tenant: string): Promise<void> {
  const { runs, installation } = await withApiOf(session, tenant, async (api, key, name) => ({
    runs: await api.runs(key),
    installation: name,
  }));
  const [newest] = runs;
  if (newest === undefined) {
    session.print(`${tenant}: no run yet. kubectl sidetrack analyse ${tenant} begins one.`);
    return;
  }
  renderRuns(runs.slice(0, MOST_RUNS), session.now()).forEach(session.print);
  const lines = await workerLines(session, installation, newest);
  session.print('');
  session.print(`What the workers said about ${newest.workflow} (${newest.workflowId}):`);
  if (lines.length === 0) session.print('  nothing, or the pods that said it are gone');
  lines.forEach(({ text }) => session.print(`  ${text}`));
}

/** Any worker may have served any part of a run, and no pod's name is written down: so each is asked from when the run began. */
async function workerLines({ kube, namespace }: Session, installation: string, run: Run): Promise<LogLine[]> {
  const pods = await kube.list(`${corePath(namespace, 'pods')}${podsOf(installation, WORKERS)}`, podObject);
  const query = `?sinceTime=${encodeURIComponent(run.startedAt)}&limitBytes=${String(MOST_BYTES_PER_POD)}`;
  const logs = await Promise.all(
    pods.map(async ({ metadata: { name } }) =>
      linesOf(
        await kube.text(corePath(namespace, 'pods', `/${name}/log${query}`)).catch(() => ''),
        run.workflowId,
        name,
      ),
    ),
  );
  return logs.flat().sort((a, b) => a.at - b.at);
}
