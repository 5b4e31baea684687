import { z } from 'zod';
import type { Door } from './request.ts';
import { ask, parseAnswer } from './request.ts';

/** What the installation is told of a Tenant: the whole of it each time. */
export interface TenantBody {
  readonly handle: string;
  readonly displayName: string | null;
  readonly timeZone: string;
  readonly listenbrainz: { readonly user: string; readonly token: string | null } | null;
  readonly lastfm: { readonly user: string; readonly sessionKey: string | null } | null;
  readonly audioSubPath: string | null;
  readonly options: { readonly gpu: boolean; readonly stems: boolean; readonly excerptSeconds: number };
  readonly quotas: {
    readonly maxTracks: number | null;
    readonly maxListens: number | null;
    readonly maxImportMegabytes: number | null;
  };
  readonly suspended: boolean;
}

const count = z.number().int().nonnegative();

const putSchema = z.object({ key: z.string(), userId: z.string(), changed: z.boolean() });

const stateSchema = z.object({
  key: z.string(),
  userId: z.string(),
  state: z.enum(['active', 'suspended', 'purging']),
  listens: count,
  tracks: count,
  /** Share of plays whose track was measured, 0..1. */
  coverage: z.number().min(0).max(1),
  lastSyncedAt: z.string().nullable(),
  /** What keeps this listener's data from being renewed, as a sentence; null when nothing does. */
  problem: z.string().nullable(),
});

const purgingSchema = z.object({ state: z.literal('purging'), remainingRows: count });

export type PutAnswer = z.infer<typeof putSchema>;
export type TenantState = z.infer<typeof stateSchema>;

/** Creates the listener or brings it up to date. @throws ConflictError when the handle is taken, InvalidError naming the field */
export async function putTenant(door: Door, key: string, body: TenantBody, signal?: AbortSignal): Promise<PutAnswer> {
  const request = { method: 'PUT', path: path(key), body, signal } as const;
  return parseAnswer(door, request, await ask(door, request, [200, 201]), putSchema);
}

/** All of an installation's listeners that came from Tenants, those being purged too. */
export async function listTenants(door: Door, signal?: AbortSignal): Promise<TenantState[]> {
  const request = { method: 'GET', path: '/tenants', signal } as const;
  const schema = z.object({ tenants: z.array(stateSchema) });
  return parseAnswer(door, request, await ask(door, request, [200]), schema).tenants;
}

/** `absent`: there was nothing to delete. `retained`: its data stays, its connections are stopped. */
export type Deletion =
  | { readonly state: 'absent' }
  | { readonly state: 'retained' }
  | { readonly state: 'purging'; readonly remainingRows: number };

/** Detaches (`retain`) or starts to erase (`purge`) a listener. Both may be asked again. */
export async function deleteTenant(
  door: Door,
  key: string,
  policy: 'retain' | 'purge',
  signal?: AbortSignal,
): Promise<Deletion> {
  const request = { method: 'DELETE', path: `${path(key)}?policy=${policy}`, signal } as const;
  const answer = await ask(door, request, [202, 204, 404]);
  if (answer.status === 404) return { state: 'absent' };
  if (answer.status === 204) return { state: policy === 'retain' ? 'retained' : 'absent' };
  return parseAnswer(door, request, answer, purgingSchema);
}

/** A new personal API token under this name; the one before it of the same name no longer opens anything. */
export async function mintToken(door: Door, key: string, name: string, signal?: AbortSignal): Promise<string> {
  const request = { method: 'POST', path: `${path(key)}/tokens`, body: { name }, signal } as const;
  const schema = z.object({ token: z.string().min(1) });
  return parseAnswer(door, request, await ask(door, request, [200, 201]), schema).token;
}

function path(key: string): string {
  return `/tenants/${encodeURIComponent(key)}`;
}
