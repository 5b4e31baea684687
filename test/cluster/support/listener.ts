import { z } from 'zod';
import { waitUntil } from '../../e2e/support/installation.ts';
import type { Cluster } from './cluster.ts';

const overviewSchema = z.object({
  listens: z.object({ total: z.number() }),
  tracks: z.object({ withAudio: z.number(), scored: z.number() }),
  pending: z.record(z.string(), z.number()),
  connections: z.array(z.object({ backfillComplete: z.boolean() })),
});
const trajectorySchema = z.object({
  map: z.object({ trackCount: z.number() }).nullable(),
  weeks: z.array(z.object({ isoWeek: z.string(), coverage: z.number() })),
});

/** A listener who asks through the Service of the site, with the token that the operator put into a Secret. */
export interface Listener {
  readonly siteUrl: string;
  readonly token: string;
  /** Asks with this listener's token; the answer is not judged. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  overview(): Promise<z.infer<typeof overviewSchema>>;
  trajectory(): Promise<z.infer<typeof trajectorySchema>>;
}

export async function listenerOf(
  cluster: Cluster,
  { namespace, site, tokenSecret }: { namespace: string; site: string; tokenSecret: string },
): Promise<Listener> {
  const siteUrl = await cluster.serviceUrl(namespace, site);
  let token = '';
  await waitUntil(
    async () => {
      const secret = (await cluster.get('secret', tokenSecret, namespace)) as { data?: { token?: string } } | null;
      token = Buffer.from(secret?.data?.token ?? '', 'base64').toString();
      return token !== '';
    },
    { seconds: 60, what: () => `the operator to put a token into the Secret ${tokenSecret}` },
  );
  let address = siteUrl;
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const asked = { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } };
    return fetch(`${address}${path}`, asked).catch(async () => {
      // A Service that was deleted comes back under another address.
      address = await cluster.serviceUrl(namespace, site);
      return fetch(`${address}${path}`, asked);
    });
  };
  const json = async <T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> => {
    const answer = await ask(path);
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
    return schema.parse(await answer.json());
  };
  return {
    siteUrl,
    token,
    fetch: ask,
    overview: () => json('/api/v1/overview', overviewSchema),
    trajectory: () => json('/api/v1/dashboard/trajectory?window=all', trajectorySchema),
  };
}

/** Waits until the listener's listens are all there, their files measured, and nothing is left to do. */
export async function untilAtRest(
  listener: Listener,
  { listens, withAudio, seconds }: { listens: number; withAudio: number; seconds: number },
): Promise<void> {
  let last: unknown = 'no answer';
  await waitUntil(
    async () => {
      const overview = await listener.overview().catch((error: unknown) => {
        last = String(error);
        return null;
      });
      if (overview === null) return false;
      last = overview;
      return (
        overview.connections.every(({ backfillComplete }) => backfillComplete) &&
        overview.listens.total === listens &&
        overview.tracks.withAudio >= withAudio &&
        Object.values(overview.pending).every((count) => count === 0)
      );
    },
    {
      seconds,
      what: () => `${listens} listens, ${withAudio} tracks with audio and nothing left to do: ${JSON.stringify(last)}`,
      everyMs: 1000,
    },
  );
}
