import { Command } from 'commander';
import type { z } from 'zod';
import { createApiClient } from '../client/api-client.ts';
import { findRunning } from '../client/find-installation.ts';
import { health, overview, type Overview } from '../client/shapes.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { dataFolderOf, refuseNothing, type DataFolder } from '../installation/data-folder.ts';
import { countText } from '../output.ts';
import { parseUrl } from './parse-url.ts';

interface StatusOptions {
  url?: string;
  data?: string;
  json?: boolean;
}

/** `sidetrack status`: what runs, where, and what it is working on. */
export function statusCommand(context: Context): Command {
  return new Command('status')
    .description('what runs, where it keeps its data, and what it is working on')
    .option('--json', 'JSON on stdout')
    .option('--url <url>', 'the API of another installation', parseUrl)
    .option('--data <dir>', 'where everything is kept')
    .action((options: StatusOptions) => status(context, options));
}

async function status(context: Context, options: StatusOptions): Promise<void> {
  const folder = dataFolderOf(context, options.data);
  const { settings } = folder;
  const where = locate(folder, options.url);
  const api = createApiClient(where.apiUrl, { token: settings.token });
  const [state, current] = await Promise.all([api.get('/health', health), api.get('/overview', overview)]);
  if (options.json) {
    context.output.result(JSON.stringify({ ...where, health: state, ...current }));
    return;
  }
  for (const line of [...whereLines(where, state), ...overviewLines(current)]) context.output.result(line);
}

function locate(folder: DataFolder, url: string | undefined): Where {
  const { settings, installation } = folder;
  if (url !== undefined) return { apiUrl: url, siteUrl: null, temporalUiUrl: null, dataDir: null };
  const running = findRunning(settings, installation);
  if (running !== null) {
    const { apiUrl, siteUrl, temporalUiUrl } = running.run;
    return { apiUrl, siteUrl, temporalUiUrl, dataDir: running.places.root };
  }
  refuseNothing(folder);
  throw new CliError(
    `SideTrack is not running on ${settings.dataDir}: start it with \`sidetrack up\`, or name another installation with --url.`,
  );
}

interface Where {
  apiUrl: string;
  siteUrl: string | null;
  temporalUiUrl: string | null;
  dataDir: string | null;
}

function whereLines(where: Where, state: z.infer<typeof health>): string[] {
  const checks = Object.entries(state.checks).map(
    ([name, { status: is, detail }]) => `${name} ${is}${detail ? ` (${detail})` : ''}`,
  );
  return [
    `SideTrack ${state.version}: ${state.status} (${checks.join(', ')})`,
    ...(where.siteUrl === null ? [] : [`dashboard     ${where.siteUrl}`]),
    `API           ${where.apiUrl}`,
    ...(where.temporalUiUrl === null ? [] : [`Temporal      ${where.temporalUiUrl}`]),
    ...(where.dataDir === null ? [] : [`data          ${where.dataDir}`]),
  ];
}

/** The listener's state, a fact a line. */
export function overviewLines({
  listener,
  listens,
  tracks,
  coverage,
  pending,
  connections,
  audioRoots,
}: Overview): string[] {
  const waiting = [
    ...connections
      .filter(({ state, backfillComplete }) => state !== 'paused' && !backfillComplete)
      .map(({ externalName }) => `the history of ${externalName}`),
    ...Object.entries(pending).flatMap(([kind, count]) => (count > 0 ? [`${countText(count)} ${kind}`] : [])),
  ];
  return [
    `listens       ${countText(listens.total)}${listener.isDemo ? ' (demo)' : ''}${listens.latestAt === null ? '' : `, the latest ${listens.latestAt}`}`,
    `tracks        ${countText(tracks.distinct)}, ${countText(tracks.withAudio)} with audio, ${countText(tracks.scored)} scored`,
    `coverage      ${Math.round(coverage.scores * 100)} % of plays scored, ${Math.round(coverage.audio * 100)} % with measured audio`,
    `to be done    ${waiting.length === 0 ? 'nothing' : waiting.join(', ')}`,
    ...connections.map(
      ({ service, externalName, state, stateReason, lastSyncedAt }) =>
        `${service.padEnd(13)} ${externalName}: ${stateReason ?? state}${lastSyncedAt === null ? '' : `, last read ${lastSyncedAt}`}`,
    ),
    ...audioRoots.map(
      ({ path, files, matched, unreadable, stateReason }) =>
        `audio         ${path}: ${stateReason ?? `${countText(files)} files, ${countText(matched)} matched, ${countText(unreadable)} unreadable`}`,
    ),
  ];
}
