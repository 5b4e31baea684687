import { resolve } from 'node:path';
import { createApiClient, type ApiClient } from '../client/api-client.ts';
import { findRunning } from '../client/find-installation.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
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
  const settings = context.settings(data === undefined ? {} : { SIDETRACK_DATA_DIR: resolve(data) });
  const { token } = settings;
  const never = new AbortController().signal;
  if (url !== undefined) return work(createApiClient(url.replace(/\/+$/, ''), { token }), never);
  const running = findRunning(settings);
  if (running?.places.installation === 'demo' && bringsOwnData) {
    throw new CliError(
      'The demo is running, and nothing of your own goes into it: stop it with Ctrl-C in its window, then run this again or `sidetrack up --import FILE`.',
    );
  }
  if (running !== null) return work(createApiClient(running.run.apiUrl, { token }), never);

  const wanted = settings.databaseUrl === undefined ? null : 'main';
  const places = placesOf(settings.dataDir, chooseInstallation(settings.dataDir, { wanted, bringsOwnData }));
  const signals = stopOnSignals(context.output.say);
  const stack = await startStack({ places, settings, withSite: false, say: context.output.progress }, signals.arm);
  try {
    return await work(createApiClient(stack.apiUrl, { token }), signals.stopping);
  } finally {
    await stack.stop();
  }
}
