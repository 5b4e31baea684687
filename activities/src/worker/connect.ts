import { readTemporalTls } from '@sidetrack/settings';
import type { Settings } from '@sidetrack/settings';
import { NativeConnection } from '@temporalio/worker';
import { ensureNamespace } from './ensure-namespace.ts';

/** A connection to Temporal whose namespace is there. */
export async function connect(settings: Settings & { temporalAddress: string }): Promise<NativeConnection> {
  const { temporalAddress: address, temporalNamespace: namespace } = settings;
  const tls = await readTemporalTls(settings);
  const connection = await NativeConnection.connect({ address, ...(tls !== undefined && { tls }) });
  try {
    await ensureNamespace(connection.workflowService, namespace);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
