import { readFile } from 'node:fs/promises';
import { SettingsError } from './load.ts';
import type { Settings } from './load.ts';
import { settingsTable } from './table.ts';

/** What Temporal's clients take as `tls`. */
export interface TemporalTls {
  serverNameOverride?: string;
  serverRootCACertificate?: Buffer;
  clientCertPair?: { crt: Buffer; key: Buffer };
}

type TlsKey = 'temporalTlsCa' | 'temporalTlsCert' | 'temporalTlsKey';

/**
 * How to speak TLS with Temporal; undefined where none of the settings asks for it. The files are read each time, so that a
 * connection that is made anew shows a certificate that was renewed meanwhile.
 * @throws {SettingsError} naming the setting whose file cannot be read
 */
export async function readTemporalTls(
  settings: Pick<Settings, TlsKey | 'temporalServerName'>,
): Promise<TemporalTls | undefined> {
  const { temporalServerName } = settings;
  const [ca, crt, key] = await Promise.all(
    (['temporalTlsCa', 'temporalTlsCert', 'temporalTlsKey'] as const).map((name) => read(name, settings[name])),
  );
  if (temporalServerName === undefined && ca === undefined && crt === undefined) return undefined;
  return {
    ...(temporalServerName !== undefined && { serverNameOverride: temporalServerName }),
    ...(ca !== undefined && { serverRootCACertificate: ca }),
    ...(crt !== undefined && key !== undefined && { clientCertPair: { crt, key } }),
  };
}

async function read(key: TlsKey, path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError([`${settingsTable[key].name} names a file that cannot be read: ${reason}.`]);
  }
}
