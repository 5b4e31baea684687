import { rmSync } from 'node:fs';
import { migrate } from '@sidetrack/prisma';
import type { Settings } from '@sidetrack/settings';
import { CliError, PortTakenError } from '../errors.ts';
import type { Places } from '../installation/places.ts';
import { chooseInnerPorts, freePort, isPortFree } from '../installation/ports.ts';
import { readRunFile, writeRunFile } from '../installation/run-file.ts';
import { readOrMakeSecrets } from '../installation/secrets.ts';
import { endOrphans } from '../supervisor/end-orphans.ts';
import { identify } from '../supervisor/identity.ts';
import { lockDataDir } from '../supervisor/lock.ts';
import { Supervisor, type RecordedChild } from '../supervisor/supervisor.ts';
import { postgresService, temporalService } from './inner-services.ts';
import { programServices } from './programs.ts';

export interface StackOptions {
  readonly places: Places;
  readonly settings: Settings;
  /** False: no dashboard, and the API on any free port; for commands that need the installation for a moment. */
  readonly withSite: boolean;
  readonly say: (line: string) => void;
}

export interface Stack {
  readonly apiUrl: string;
  readonly siteUrl: string | null;
  readonly temporalUiUrl: string | null;
  /** As the application's role. */
  readonly databaseUrl: string;
  stop(): Promise<void>;
  kill(): void;
}

/**
 * Starts everything on a data folder and keeps it running: PostgreSQL, Temporal, workers, API, dashboard. When a part does not
 * come up, everything is stopped again.
 * @param onSupervisor called at once, so that a signal in the middle of the start can stop what is there
 * @throws {AlreadyRunningError | PortTakenError | CliError} and what the database's migration throws
 */
export async function startStack(
  options: StackOptions,
  onSupervisor: (stop: Pick<Stack, 'stop' | 'kill'>) => void,
): Promise<Stack> {
  const { places, settings, withSite, say } = options;
  const unlock = lockDataDir(places.dir, undefined, places.root);
  const address: RunAddress = { apiUrl: '', siteUrl: null, temporalUiUrl: settings.temporalUiUrl ?? null };
  const supervisor = new Supervisor({ say, record: (children) => recordRun(places, address, children) });
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    rmSync(places.runFile, { force: true });
    unlock();
  };
  onSupervisor({ stop, kill: () => supervisor.kill() });
  try {
    await endLeftovers(places, say);
    const apiPort = withSite ? settings.apiPort : await freePort(settings.host);
    const sitePort = settings.sitePort;
    if (withSite) await checkPorts(settings);
    address.apiUrl = `http://${settings.host}:${apiPort}`;
    const inner = await startInner(options, supervisor, address);
    const { secretKey } = settings.secretKey === undefined ? readOrMakeSecrets(places.secretsFile) : settings;
    const wiring = { ...inner, temporalUiUrl: address.temporalUiUrl, secretKey: secretKey!, sitePort };
    if (withSite) address.siteUrl = `http://${settings.host}:${sitePort}`;
    say('Starting the workers, the API and the dashboard …');
    const programs = programServices(places, { ...settings, apiPort }, wiring, { withSite });
    const outcomes = await Promise.allSettled(programs.map((program) => supervisor.start(program)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return { ...address, databaseUrl: inner.databaseUrl, stop, kill: () => supervisor.kill() };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function endLeftovers(places: Places, say: (line: string) => void): Promise<void> {
  const count = await endOrphans(readRunFile(places.runFile)?.children ?? []);
  if (count > 0) say(`Ended ${count} process${count === 1 ? '' : 'es'} that an earlier run had left behind.`);
}

/** What is this installation's own listens here, wherever the API and the dashboard may listen. */
const loopback = '127.0.0.1';

interface RunAddress {
  apiUrl: string;
  siteUrl: string | null;
  temporalUiUrl: string | null;
}

/** PostgreSQL, migrated, and Temporal: this installation's own, or those that the settings name. */
async function startInner(
  { places, settings, say }: StackOptions,
  supervisor: Supervisor,
  address: RunAddress,
): Promise<{ databaseUrl: string; temporalAddress: string }> {
  const ports = await chooseInnerPorts(places.portsFile, loopback);
  const temporal = settings.temporalAddress === undefined ? temporalService(places, ports) : null;
  const [database] = await Promise.all([
    startDatabase({ places, settings, say }, supervisor),
    temporal === null ? null : startTold(supervisor, temporal, say),
  ]);
  if (temporal !== null) address.temporalUiUrl = `http://${loopback}:${ports.temporalUi}`;
  return { databaseUrl: database, temporalAddress: settings.temporalAddress ?? `${loopback}:${ports.temporal}` };
}

async function startDatabase(
  { places, settings, say }: Pick<StackOptions, 'places' | 'settings' | 'say'>,
  supervisor: Supervisor,
): Promise<string> {
  if (settings.databaseUrl !== undefined) {
    if (settings.databaseOwnerUrl !== undefined) await migrate(settings.databaseOwnerUrl, { log: say });
    return settings.databaseUrl;
  }
  const postgres = postgresService(places, say);
  await startTold(supervisor, postgres, say);
  const { url, appUrl } = postgres.current();
  const { applied } = await migrate(url);
  if (applied.length > 0)
    say(`Brought the database to this version (${applied.length} migration${applied.length === 1 ? '' : 's'}).`);
  return appUrl;
}

async function startTold(
  supervisor: Supervisor,
  service: Parameters<Supervisor['start']>[0],
  say: (line: string) => void,
) {
  say(`Starting ${service.name} …`);
  await supervisor.start(service);
}

async function checkPorts({ host, apiPort, sitePort }: Settings): Promise<void> {
  if (apiPort === 0 || sitePort === 0) throw new CliError('A port of 0 means none: choose one from 1 to 65535.');
  if (!(await isPortFree(sitePort, host)))
    throw new PortTakenError(sitePort, 'the dashboard', 'choose another port with --port');
  if (!(await isPortFree(apiPort, host)))
    throw new PortTakenError(apiPort, 'the API', 'choose another port with SIDETRACK_API_PORT');
}

function recordRun(places: Places, address: RunAddress, children: readonly RecordedChild[]): void {
  const supervisor = identify(process.pid);
  if (supervisor !== null) writeRunFile(places.runFile, { supervisor, ...address, children: [...children] });
}
