import { Command } from 'commander';
import { z } from 'zod';
import { pause } from '../supervisor/pause.ts';
import type { ApiClient } from '../client/api-client.ts';
import { ApiProblemError } from '../client/api-client.ts';
import { job } from '../client/shapes.ts';
import type { Context } from '../context.ts';
import { countText } from '../output.ts';
import { withInstallation, type InstallationOptions } from './with-installation.ts';
import { parseUrl } from './parse-url.ts';

interface MatchOptions extends InstallationOptions {
  json?: boolean;
}

/** `sidetrack match`: looks for files again, and says what belongs together and what does not. */
export function matchCommand(context: Context): Command {
  return new Command('match')
    .description('look through the music folders again, and list what is matched and what is not')
    .option('--json', 'JSON on stdout')
    .option('--url <url>', 'the API of another installation', parseUrl)
    .option('--data <dir>', 'where everything is kept')
    .action((options: MatchOptions) => match(context, options));
}

async function match(context: Context, { json, ...where }: MatchOptions): Promise<void> {
  const { output } = context;
  const answer = await withInstallation(context, { ...where, bringsOwnData: false }, async (api, stopping) => {
    await rescan(api, output.progress, stopping);
    output.clear();
    const [found, left, all] = await Promise.all([
      api.get('/library', library),
      api.get('/library/unmatched?limit=1000', unmatched),
      api.get('/library/matches?limit=1000', matches),
    ]);
    return { library: found, matches: all.matches, unmatched: left };
  });
  if (json) {
    output.result(JSON.stringify(answer));
    return;
  }
  const { files, matched, unreadable } = answer.library;
  output.result(
    `${countText(files)} files: ${countText(matched)} matched, ${countText(files - matched - unreadable)} not, ${countText(unreadable)} unreadable`,
  );
  for (const { relativePath, state, stateReason } of answer.unmatched.files)
    output.result(
      `  file without a listen: ${relativePath}${state === 'unreadable' ? ` (unreadable: ${stateReason ?? 'no reason known'})` : ''}`,
    );
  for (const { artistCredit, title, plays } of answer.unmatched.tracks.slice(0, 20))
    output.result(`  played without a file: ${artistCredit}, ${title} (${countText(plays)} plays)`);
}

/** Scans every folder and waits until the matches are made; an installation without folders has nothing to scan. */
async function rescan(api: ApiClient, progress: (line: string) => void, stopping: AbortSignal): Promise<void> {
  const started = await api
    .send('POST', '/library/scan', undefined, z.object({ jobs: z.array(job) }))
    .catch((error: unknown) => {
      if (error instanceof ApiProblemError && error.status === 409) return { jobs: [] };
      throw error;
    });
  const isWorking = async (): Promise<boolean> => {
    const jobs = await Promise.all(started.jobs.map(({ id }) => api.get(`/jobs/${id}`, job)));
    if (jobs.some(({ state }) => state === 'queued' || state === 'running')) return true;
    const { pending } = await api.get('/overview', z.object({ pending: z.object({ match: z.number() }) }));
    return pending.match > 0;
  };
  for (let looks = 0; !stopping.aborted && (await isWorking()); looks += 1) {
    if (looks === 0) progress('looking through the music folders …');
    await pause(500, stopping);
  }
}

const count = z.int().min(0);
const library = z.object({ files: count, matched: count, unmatched: count, unreadable: count });
const unmatched = z.object({
  files: z.array(
    z.object({
      relativePath: z.string(),
      state: z.string(),
      stateReason: z.string().nullable(),
      title: z.string().nullable(),
      artist: z.string().nullable(),
    }),
  ),
  tracks: z.array(z.object({ recordingId: z.string(), title: z.string(), artistCredit: z.string(), plays: count })),
});
const matches = z.object({
  matches: z.array(
    z.object({
      recordingId: z.string(),
      title: z.string(),
      artistCredit: z.string(),
      relativePath: z.string(),
      rung: z.string(),
      confidence: z.number(),
      chosen: z.boolean(),
      decidedBy: z.string(),
    }),
  ),
});
