import { z } from 'zod';
import type { PodView } from '../objects.ts';
import { corePath, podObject } from '../objects.ts';
import { PluginError } from '../plugin-error.ts';
import type { Session } from '../session.ts';
import { findInstallation } from '../session.ts';

const metadata = z.object({ name: z.string(), uid: z.string() });
const cronJob = z.object({
  metadata,
  spec: z.object({ jobTemplate: z.looseObject({ metadata: z.looseObject({}).optional(), spec: z.looseObject({}) }) }),
});
const job = z.object({
  status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional() }).default({}),
});

const LONGEST_MS = 3_600_000;
const LOOK_MS = 1000;

/** `backup`: makes a Job from the backup CronJob, as `kubectl create job --from` does, and waits for it. */
export async function makeBackup(
  session: Session,
  options: { name: string | undefined; wait: boolean },
): Promise<void> {
  const { kube, namespace, now } = session;
  const installation = (await findInstallation(session, options.name)).metadata.name;
  const batch = `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}`;
  const from = await kube.get(`${batch}/cronjobs/${installation}-backup`, cronJob);
  if (from === null)
    throw new PluginError(
      `${installation} makes no backups: write spec.backup.schedule, and the operator makes what they need.`,
    );
  const name = `${installation}-backup-${stamp(now())}`;
  const { jobTemplate } = from.spec;
  await kube.create(`${batch}/jobs`, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...jobTemplate.metadata,
      name,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: from.metadata.name, uid: from.metadata.uid, controller: true },
      ],
    },
    spec: jobTemplate.spec,
  });
  if (options.wait) await waitForBackup(session, name);
  else session.print(`The backup Job ${name} was made: kubectl logs -f job/${name} shows how far it is.`);
}

async function waitForBackup(session: Session, name: string): Promise<void> {
  const { kube, namespace, now, sleep, say, print } = session;
  const path = `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs/${name}`;
  const begun = now().getTime();
  say(`The Job ${name} makes it; Ctrl-C stops the waiting, not the Job.`);
  while (now().getTime() - begun < LONGEST_MS) {
    const found = await kube.get(path, job);
    if (found === null) throw new PluginError(`The Job ${name} is gone: kubectl sidetrack backup makes another.`);
    const done = found.status.conditions?.find(
      ({ type, status }) => ['Complete', 'Failed'].includes(type) && status === 'True',
    );
    if (done !== undefined) {
      const selector = encodeURIComponent(`batch.kubernetes.io/job-name=${name}`);
      const pods = await kube.list(`${corePath(namespace, 'pods')}?labelSelector=${selector}`, podObject);
      const said = lastWords(pods);
      if (done.type === 'Complete') print(`Backup made: ${said ?? name}`);
      else throw new PluginError(`The backup failed. ${said ?? ''} kubectl logs job/${name} says more.`);
      return;
    }
    await sleep(LOOK_MS);
  }
  throw new PluginError(
    `The Job ${name} is not done after an hour: kubectl describe job ${name} says what it waits for.`,
  );
}

function lastWords(pods: readonly PodView[]): string | undefined {
  const words = pods.flatMap(({ status }) =>
    status.containerStatuses.map(({ state }) => state.terminated?.message?.trim()),
  );
  return words.findLast((one) => one !== undefined && one !== '');
}

/** Sorts by time, and no two are alike. */
function stamp(at: Date): string {
  return at.toISOString().replaceAll(/\D/g, '');
}
