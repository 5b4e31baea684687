import { statSync } from 'node:fs';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import type { Output } from '../output.ts';
import type { ApiClient } from './api-client.ts';
import { findHistories } from './find-histories.ts';
import { failureLines, importFile, importLine } from './import-file.ts';

/** What a person brings to an installation. */
export interface OwnData {
  readonly listenbrainz: string | undefined;
  readonly listenbrainzToken: string | undefined;
  /** Absolute path. */
  readonly audio: string | undefined;
  readonly imports: readonly string[];
}

/**
 * Looks whether what is named on this machine is there, before anything is started for it.
 * @throws {CliError} naming the first thing that is not
 */
export function checkOwnData({ audio, imports }: OwnData): void {
  if (audio !== undefined && !statSync(audio, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`${audio} is not a folder: name the one that holds your music with --audio.`);
  const missing = imports.find((path) => !isThere(path));
  if (missing !== undefined)
    throw new CliError(
      `${missing} is not a file: name an export file, such as listenbrainz_export.zip, or a folder of them with --import.`,
    );
  imports.forEach((path) => findHistories(path));
}

function isThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.isFile() || found.isDirectory());
}

/** Connects, adds and imports, each on its own: one that fails is reported and the others go on. */
export async function bringOwnData(
  api: ApiClient,
  { listenbrainz, listenbrainzToken, audio, imports }: OwnData,
  output: Output,
  report: (error: unknown) => void,
): Promise<void> {
  if (listenbrainz !== undefined) {
    const credential = listenbrainzToken === undefined ? {} : { credential: listenbrainzToken };
    await api
      .send('PUT', '/connections/listenbrainz', { externalName: listenbrainz, ...credential }, z.unknown())
      .then(() => output.say(`Connected to ListenBrainz as ${listenbrainz}; newest listens come first.`), report);
  }
  if (audio !== undefined) await addRoot(api, audio, output).catch(report);
  for (const { path } of imports.flatMap(findHistories)) {
    try {
      const done = await importFile(api, path, output);
      for (const line of [importLine(done), ...(await failureLines(api, done))]) output.say(line);
    } catch (error) {
      report(error);
    }
  }
}

async function addRoot(api: ApiClient, path: string, output: Output): Promise<void> {
  await api.send('POST', '/library/roots', { path }, z.unknown());
  output.say(`Looking through ${path}.`);
}
