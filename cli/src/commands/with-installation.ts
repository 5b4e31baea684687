import { createApiClient, type ApiClient } from '../client/api-client.ts';
import { findRunning } from '../client/find-installation.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { dataFolderOf, refuseNothing } from '../installation/data-folder.ts';
import { chooseInstallation, placesOf } from '../installation/places.ts';
import { startStack } from '../stack/start-stack.ts';
import { stopOnSignals } from '../supervisor/stop-on-signals.ts';

export interface InstallationOptions {
  /** Another installation than the one on this machine. */
  readonly url?: string;
  readonly data?: string;
}

export interface Purpose {
  /** The command brings data of one's own, which never goes into the demo. */
  readonly bringsOwnData: boolean;
}

/** Runs a command against the named installation, the running one, or one that is started for the time of the command. */
export async function withInstallation<T>(
  context: Context,
  { url, data, bringsOwnData }: InstallationOptions & Purpose,
  work: (api: ApiClient, stopping: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = dataFolderOf(context, data);
  const { settings, installation } = folder;
  const { token } = settings;
  const never = new AbortController().signal;
  if (url !== undefined) return work(createApiClient(url, { token }), never);
  const running = findRunning(settings, installation);
  if (running?.places.installation === 'demo' && bringsOwnData) {
    throw new CliError(
      'The demo is running, and nothing of your own goes into it: stop it with Ctrl-C in its window, then run this again or `sidetrack up --import FILE`.',
    );
  }
  if (running !== null) return work(createApiClient(running.run.apiUrl, { token }), never);

  if (!bringsOwnData) refuseNothing(folder);
  if (installation === 'demo' && bringsOwnData) {
    throw new CliError(
      `${data ?? settings.dataDir} is the demo, and nothing of your own goes into it: name ${settings.dataDir} instead.`,
    );
  }
  const wanted = settings.databaseUrl === undefined ? installation : 'main';
  const places = placesOf(settings.dataDir, chooseInstallation(settings.dataDir, { wanted, bringsOwnData }));
  const signals = stopOnSignals(context.output.say);
  const stack = await startStack({ places, settings, withSite: false, say: context.output.progress }, signals.arm);
  try {
    return await work(createApiClient(stack.apiUrl, { token }), signals.stopping);
  } finally {
    await stack.stop();
  }
}
