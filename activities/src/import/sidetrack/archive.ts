import { z } from 'zod';
import { readLines } from '../lines.ts';
import type { ExportRecord } from '../records.ts';
import type { Zip } from '../zip.ts';
import { alertsFile } from './restore-alerts.ts';
import { listenerFile } from './restore-listener.ts';
import { audioFilesFile, decisionsFile, foldersFile, matchesFile, pathMappingsFile } from './restore-library.ts';
import { listensFile } from './restore-listens.ts';
import { recordingsFile } from './restore-recordings.ts';
import { calibrationsFile, labelsFile, playlistsFile } from './restore-said.ts';
import { connectionsFile, importsFile, sharesFile } from './restore-sources.ts';
import type { RestoredFile } from './restored-file.ts';

/** A file of an archive whose rows become a listener's again. */
export interface ArchivePart {
  readonly name: string;
  readonly bytes: number;
  readonly file: RestoredFile;
  records(): AsyncIterable<ExportRecord>;
}

/**
 * The parts of an archive that SideTrack made, in the order in which they are read back: what others refer to comes first, and what acts by
 * itself (accounts that are read) last. Null for an archive of anybody else. What is made from other files, and what is
 * there for a spreadsheet, is not read.
 */
export async function sidetrackParts(zip: Zip): Promise<ArchivePart[] | null> {
  const manifest = zip.parts.find(({ name }) => name === MANIFEST);
  if (manifest === undefined || manifest.bytes > LARGEST_MANIFEST_BYTES) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of manifest.open()) chunks.push(chunk);
  if (!isManifest(Buffer.concat(chunks).toString('utf8'))) return null;
  return FILES.flatMap((file) =>
    zip.parts
      .filter(({ name }) => file.name.test(name))
      .map((part) => ({ name: part.name, bytes: part.bytes, file, records: () => readLines(part.open()) })),
  );
}

const MANIFEST = 'manifest.json';
const LARGEST_MANIFEST_BYTES = 16 * 2 ** 20;

const FILES: readonly RestoredFile[] = [
  listenerFile,
  importsFile,
  recordingsFile,
  listensFile,
  labelsFile,
  calibrationsFile,
  playlistsFile,
  foldersFile,
  audioFilesFile,
  matchesFile,
  pathMappingsFile,
  decisionsFile,
  alertsFile,
  sharesFile,
  connectionsFile,
];

const known = z.object({ format: z.literal('sidetrack-export'), version: z.literal(1) });

function isManifest(text: string): boolean {
  try {
    return known.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
