import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { CliError } from '../errors.ts';

/** `secretKey` encrypts the credentials of outside services at rest. The database keeps its passwords beside its cluster. */
const secretsSchema = z.object({ secretKey: z.string().min(32) });
export type Secrets = z.infer<typeof secretsSchema>;

/** The secrets of an installation, made at its first start and readable by its owner only. */
export function readOrMakeSecrets(path: string): Secrets {
  if (existsSync(path)) return readSecrets(path);
  const secrets: Secrets = { secretKey: randomBytes(32).toString('hex') };
  mkdirSync(dirname(path), { recursive: true });
  // Renamed into place: a start that is cut short must not leave half a file.
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return secrets;
}

function readSecrets(path: string): Secrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CliError(
      `${path} is damaged, and stored credentials cannot be read without it: put it back from a back-up, or delete it and connect ListenBrainz and Last.fm anew.`,
    );
  }
}
