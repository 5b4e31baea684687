import { resolve } from 'node:path';
import type { Settings } from '@sidetrack/settings';
import { Command, InvalidArgumentError } from 'commander';
import { createApiClient } from '../client/api-client.ts';
import { bringOwnData, checkOwnData, type OwnData } from '../client/bring-own-data.ts';
import { findRunning } from '../client/find-installation.ts';
import { followPipeline } from '../client/follow-pipeline.ts';
import type { Context } from '../context.ts';
import { loadDemo } from '../demo/load-demo.ts';
import { AlreadyRunningError, CliError, oneLine, PortTakenError } from '../errors.ts';
import { dataFolderOf } from '../installation/data-folder.ts';
import { chooseInstallation, placesOf, sampleDir, type Installation, type Places } from '../installation/places.ts';
import { startStack, type Stack } from '../stack/start-stack.ts';
import { stopOnSignals, type SignalStop } from '../supervisor/stop-on-signals.ts';

export interface UpOptions {
  audio?: string;
  import: string[];
  listenbrainz?: string;
  port?: number;
  data?: string;
  demo?: boolean | undefined;
}

/** `sidetrack up`: everything on this machine, until stopped. */
export function upCommand(context: Context): Command {
  return new Command('up')
    .description('start SideTrack on this machine and keep it running until Ctrl-C')
    .option('--audio <dir>', 'your music folder')
    .option('--import <file...>', 'export files with your listens, or folders of them', [])
    .option('--listenbrainz <name>', 'your ListenBrainz name')
    .option('--port <n>', 'port of the dashboard (8080)', parsePort)
    .option('--data <dir>', 'where everything is kept')
    .option('--demo', 'the bundled demo, whatever else there is')
    .option('--no-demo', 'your own installation, even while it is empty')
    .action((options: UpOptions) => up(context, options));
}

/** A port from the command line. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('give a number from 1 to 65535.');
  return port;
}

/**
 * The demo is another listener's, so what is named for it would be left aside. Settings may name it: they stand for every start.
 * @throws {CliError}
 */
export function refuseOwnDataInDemo({ demo, audio, import: imports, listenbrainz }: UpOptions): void {
  if (demo !== true) return;
  const named = [
    ...(audio === undefined ? [] : ['--audio']),
    ...(imports.length === 0 ? [] : ['--import']),
    ...(listenbrainz === undefined ? [] : ['--listenbrainz']),
  ];
  if (named.length > 0)
    throw new CliError(`Nothing of your own goes into the demo: leave out either --demo or ${named.join(' and ')}.`);
}

async function up(context: Context, options: UpOptions): Promise<void> {
  const { output } = context;
  const { settings, installation } = dataFolderOf(
    context,
    options.data,
    options.port === undefined ? {} : { SIDETRACK_SITE_PORT: String(options.port) },
  );
  const demo = options.demo ?? (installation === null ? undefined : installation === 'demo');
  refuseOwnDataInDemo({ ...options, demo });
  const own: OwnData = {
    listenbrainz: options.listenbrainz ?? settings.listenbrainzUser,
    listenbrainzToken: settings.listenbrainzToken,
    audio: options.audio === undefined ? settings.audioDir : resolve(options.audio),
    imports: options.import.map((file) => resolve(file)),
  };
  checkOwnData(own);
  const places = placesOf(settings.dataDir, wantedInstallation(demo, own, settings));
  const signals = stopOnSignals(output.say);
  try {
    const stack = await startUnlessRunning(context, settings, places, signals.arm);
    announce(context, stack, places);
    await Promise.race([serve(context, { stack, places, own }, signals.stopping), signals.stopped]);
  } catch (error) {
    // What a part complains of while everything is being stopped is no news.
    if (!signals.stopping.aborted) throw error;
  }
  if (signals.stopping.aborted) await signals.stopped;
}

/** A port that the other installation of the same folder holds is better named by that. */
async function startUnlessRunning(
  { output }: Context,
  settings: Settings,
  places: Places,
  arm: SignalStop['arm'],
): Promise<Stack> {
  try {
    return await startStack({ places, settings, withSite: true, say: output.say }, arm);
  } catch (error) {
    const other = error instanceof PortTakenError ? findRunning(settings) : null;
    throw other === null ? error : new AlreadyRunningError(other.run.supervisor.pid, other.places.root);
  }
}

function wantedInstallation(
  demo: boolean | undefined,
  own: OwnData,
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl?: string | undefined },
): Installation {
  const bringsOwnData = own.listenbrainz !== undefined || own.audio !== undefined || own.imports.length > 0;
  const asked = demo === undefined ? null : demo ? 'demo' : 'main';
  // A database that someone named is theirs: nothing invented goes into it unasked.
  return chooseInstallation(dataDir, { wanted: asked, bringsOwnData: bringsOwnData || databaseUrl !== undefined });
}

function announce({ output }: Context, { siteUrl, temporalUiUrl }: Stack, places: Places): void {
  output.say(`SideTrack is ready: ${siteUrl ?? ''}`);
  if (temporalUiUrl !== null) output.say(`  the work, step by step (Temporal): ${temporalUiUrl}`);
  output.say(`  data: ${places.root}`);
  if (places.installation === 'demo') {
    output.say('  This is the demo. Your own music: npm run up -- --listenbrainz NAME --audio DIR (or --import FILE)');
  }
  output.say('  Ctrl-C stops it.');
}

/** Brings in what was asked for and shows the work, until told to stop. A file that cannot be taken stops nothing else. */
async function serve(
  context: Context,
  { stack, places, own }: { stack: Stack; places: Places; own: OwnData },
  stopping: AbortSignal,
): Promise<void> {
  const { output } = context;
  const api = createApiClient(stack.apiUrl);
  const report = (error: unknown): void => {
    if (!stopping.aborted) output.say(`✗ ${oneLine(error)}`);
  };
  if (places.installation === 'demo') {
    const { databaseUrl } = stack;
    const anchor = context.now();
    await loadDemo({ api, databaseUrl, sampleDir, historyPath: places.demoHistory, anchor, output }).catch(report);
  } else {
    await bringOwnData(api, own, output, report);
  }
  await followPipeline(api, output, stopping);
}
