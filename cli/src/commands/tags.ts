import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AXES } from '@sidetrack/analysis';
import { Command } from 'commander';
import { z } from 'zod';
import type { ApiClient } from '../client/api-client.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { dataFolderOf } from '../installation/data-folder.ts';
import { countText } from '../output.ts';
import { retag } from '../tags/retag.ts';
import type { Retagging } from '../tags/retag.ts';
import { changesOf, COMMON_MOOD, fieldsOf } from '../tags/tag-fields.ts';
import type { Fields } from '../tags/tag-fields.ts';
import { readFields } from '../tags/tag-file.ts';
import { parseUrl } from './parse-url.ts';
import { withInstallation } from './with-installation.ts';
import type { InstallationOptions } from './with-installation.ts';

interface TagsOptions extends InstallationOptions {
  apply?: boolean;
  dryRun?: boolean;
  mood?: boolean;
  json?: boolean;
}

/** `sidetrack tags`: writes scores and moods into the tags of the listener's files, and takes them out again. */
export function tagsCommand(context: Context): Command {
  const common = (command: Command): Command =>
    command
      .option('--dry-run', 'show what would be written, and write nothing (what it does without --apply)')
      .option('--apply', 'write')
      .option('--json', 'JSON on stdout, one object a file')
      .option('--data <dir>', 'where everything is kept');
  return new Command('tags')
    .description('write scores and moods into the tags of your files')
    .addCommand(
      common(
        new Command('write').description('write SIDETRACK_ENERGY … and SIDETRACK_MOOD into files that are matched'),
      )
        .option('--mood', `fill the common field ${COMMON_MOOD} too, of files that have none`)
        .option('--url <url>', 'the API of another installation, of this machine’s files', parseUrl)
        .action((options: TagsOptions) => write(context, options)),
    )
    .addCommand(
      common(new Command('restore').description('put back what the tags said before'))
        .argument('<backup>', 'file that `tags write --apply` has named')
        .action((backup: string, options: TagsOptions) => restore(context, backup, options)),
    );
}

interface Change {
  readonly path: string;
  readonly before: Fields;
  readonly after: Fields;
}

async function write(context: Context, { mood: commonMood = false, ...options }: TagsOptions): Promise<void> {
  const read = async (api: ApiClient): Promise<Change[]> => {
    const changes: Change[] = [];
    const said = teller(context, options);
    for await (const file of scoredFiles(api)) {
      const path = join(file.folder, file.path);
      said.looked += 1;
      context.output.progress(`${countText(said.looked)} files …`);
      const wanted = fieldsOf(file, { commonMood });
      const present = tried(path, () => readFields(path, Object.keys(wanted)), said);
      const after = present === null ? {} : changesOf(wanted, present);
      if (present === null || Object.keys(after).length === 0) continue;
      changes.push({
        path,
        before: Object.fromEntries(Object.keys(after).map((name) => [name, present[name] ?? null])),
        after,
      });
    }
    return changes;
  };
  const changes = await withInstallation(context, { ...options, bringsOwnData: false }, read);
  context.output.clear();
  await change(context, changes, options);
}

async function restore(context: Context, backup: string, options: TagsOptions): Promise<void> {
  const text = await readFile(backup, 'utf8').catch(() => {
    throw new CliError(`${backup} cannot be read: name a file that \`sidetrack tags write --apply\` has written.`);
  });
  const kept = text
    .split('\n')
    .filter(Boolean)
    .map((line) => backupLine.parse(JSON.parse(line)));
  // What was changed several times goes back to the first state.
  const first = new Map<string, Record<string, string | null>>();
  for (const { path, before } of kept) first.set(path, { ...before, ...first.get(path) });
  const said = teller(context, options);
  const changes = [...first].flatMap(([path, before]): Change[] => {
    const present = tried(path, () => readFields(path, Object.keys(before)), said);
    const after =
      present === null
        ? {}
        : Object.fromEntries(Object.entries(before).filter(([name, value]) => value !== present[name]));
    return present === null || Object.keys(after).length === 0 ? [] : [{ path, before: present, after }];
  });
  await change(context, changes, options);
}

async function change(context: Context, changes: readonly Change[], options: TagsOptions): Promise<void> {
  const { output } = context;
  const said = teller(context, options);
  if (options.apply !== true || options.dryRun === true) {
    for (const one of changes) said.file(one);
    output.say(`${countText(changes.length)} files would be written. Nothing was: add --apply.`);
    return;
  }
  if (changes.length === 0) {
    output.say('All files say it already.');
    return;
  }
  const { hashAudio } = await import('@sidetrack/activities');
  const folder = join(dataFolderOf(context, options.data).settings.dataDir, 'tag-backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const backup = join(folder, `${context.now().toISOString().replaceAll(':', '-')}.jsonl`);
  const file = await open(backup, 'wx', 0o600);
  const retagging: Retagging = {
    hashAudio: async (path) => (await hashAudio(path)).audioSha256,
    keep: async (kept) => {
      await file.write(`${JSON.stringify(kept)}\n`);
      await file.sync();
    },
  };
  let written = 0;
  try {
    for (const one of changes) {
      output.progress(`${countText(written)} of ${countText(changes.length)} files written`);
      try {
        await retag(one.path, one, retagging);
        written += 1;
        said.file(one);
      } catch (error) {
        said.refused(one.path, error);
      }
    }
  } finally {
    await file.close();
    output.clear();
  }
  output.say(
    `${countText(written)} files written. \`sidetrack tags restore ${backup} --apply\` puts back what they said before.`,
  );
}

interface Teller {
  looked: number;
  file(change: Change): void;
  refused(path: string, error: unknown): void;
}

function teller({ output }: Context, { json }: TagsOptions): Teller {
  return {
    looked: 0,
    file(one) {
      const lines = Object.entries(one.after).map(([name, value]) => `${name}=${value ?? '(none)'}`);
      output.result(json === true ? JSON.stringify(one) : `${one.path}: ${lines.join(' ')}`);
    },
    refused: (path, error) => output.say(`${path}: ${error instanceof Error ? error.message : String(error)}`),
  };
}

function tried(path: string, read: () => Fields, said: Teller): Fields | null {
  try {
    return read();
  } catch (error) {
    said.refused(path, error);
    return null;
  }
}

async function* scoredFiles(api: ApiClient): AsyncGenerator<z.output<typeof scored>['files'][number]> {
  for (let after = ''; ;) {
    const { files, next } = await api.get(`/library/scores?limit=1000${after}`, scored);
    yield* files;
    if (next === null) return;
    after = `&after=${next}`;
  }
}

const fields = z.record(z.string(), z.string().nullable());
const backupLine = z.object({ path: z.string(), before: fields, after: fields });
const value = z.object({ value: z.number() });
const scored = z.object({
  files: z.array(
    z.object({
      folder: z.string(),
      path: z.string(),
      scores: z.partialRecord(z.enum(AXES), value),
      mood: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});
