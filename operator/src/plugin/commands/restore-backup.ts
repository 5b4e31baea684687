import { pathOf } from '../objects.ts';
import { PluginError } from '../plugin-error.ts';
import type { Session } from '../session.ts';
import { findInstallation } from '../session.ts';

const LONGEST_MS = 60_000;
const LOOK_MS = 500;

/** `restore BACKUP --yes`: asks the operator to put a backup in the place of the database. */
export async function restoreBackup(
  session: Session,
  backup: string,
  options: { name: string | undefined; yes: boolean },
): Promise<void> {
  const installation = await findInstallation(session, options.name);
  const { name } = installation.metadata;
  if (!options.yes)
    throw new PluginError(
      `All that came into ${name} after the backup ${backup} would be lost. Make a backup of now first (kubectl sidetrack backup), then write --yes.`,
    );
  const path = pathOf(session.namespace, 'sidetracks', name);
  if (installation.status?.restoredFrom === backup) await forget(session, name);
  await session.kube.patch(path, { spec: { restoreFrom: { backup }, hibernate: false } });
  session.print(`${name} is being restored from ${backup}.`);
  session.say(
    'kubectl sidetrack status shows how far it is; the old database is only replaced once the backup was read in whole.',
  );
}

/** The operator restores each named backup once, until it is no longer named. */
async function forget(session: Session, name: string): Promise<void> {
  const { kube, namespace, now, sleep } = session;
  await kube.patch(pathOf(namespace, 'sidetracks', name), { spec: { restoreFrom: null } });
  const begun = now().getTime();
  while (now().getTime() - begun < LONGEST_MS) {
    if ((await findInstallation(session, name)).status?.restoredFrom === undefined) return;
    await sleep(LOOK_MS);
  }
  throw new PluginError(
    'The operator does not react, so nothing was restored again: is it running, or is the installation paused?',
  );
}
