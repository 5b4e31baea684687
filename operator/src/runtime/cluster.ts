import { z } from 'zod';
import type { Discovery } from './discovery.ts';
import { firstDrift } from './drift.ts';
import { ApiError } from './errors.ts';
import { mergePatch } from './merge.ts';
import { OwnWrites } from './own-writes.ts';
import { refOf, refText, render } from './render.ts';
import type { Call, Rest } from './rest.ts';
import type { Timers } from './timers.ts';
import {
  fieldManager,
  renderedHashAnnotation,
  type Cluster,
  type EventText,
  type KubernetesObject,
  type Log,
  type MetadataChange,
  type Propagation,
  type Ref,
  type Store,
} from './types.ts';

export interface ClusterOptions {
  rest: Rest;
  discovery: Discovery;
  /** The watched objects of a kind, or undefined for a kind that is not watched: those are read before they are compared. */
  storeOf: (apiVersion: string, kind: string) => Store | undefined;
  record: (regarding: KubernetesObject, text: EventText) => void;
  timers: Timers;
  log: Log;
}

/** Also the Status that answers a deletion. */
const anObject = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({}) });

/** The {@link Cluster} of a running operator. */
export class ApiCluster implements Cluster {
  readonly #options: ClusterOptions;
  readonly #own: OwnWrites;
  /** The version that an apply of this hash led to: until it changes, nobody touched the object, however the server wrote it down. */
  readonly #settled = new Map<string, { hash: string; version: string | undefined }>();

  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#own = new OwnWrites(options.timers);
  }

  async get<T extends KubernetesObject>(ref: Ref): Promise<T | null> {
    try {
      return (await this.#request({ verb: 'get', ref })).object as T;
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return null;
      throw error;
    }
  }

  async create(object: KubernetesObject): Promise<'created' | 'exists'> {
    const ref = refOf(object);
    try {
      const answer = await this.#request({ verb: 'create', ref, body: object, query: { fieldManager } });
      this.#own.remember(refText(ref), answer.object);
      return 'created';
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'AlreadyExists') return 'exists';
      throw error;
    }
  }

  async apply(object: KubernetesObject, owner?: KubernetesObject): Promise<'created' | 'changed' | 'unchanged'> {
    const { body, hash } = render(object, owner);
    const ref = refOf(body);
    const key = refText(ref);
    const live = await this.#live(ref);
    const why = live && this.#difference(key, body, hash, live);
    if (live && why === undefined) return 'unchanged';
    const query = { fieldManager, force: 'true' };
    const contentType = 'application/apply-patch+yaml';
    const answer = await this.#request({ verb: 'patch', ref, body, query, contentType });
    const version = answer.object.metadata?.resourceVersion;
    this.#own.remember(key, answer.object);
    this.#settled.set(key, { hash, version });
    if (answer.code === 201) return 'created';
    if (live?.metadata?.resourceVersion === version) return 'unchanged';
    this.#options.log.info({ object: key, because: why }, 'Applied');
    return 'changed';
  }

  async delete(
    ref: Ref,
    { propagation = 'Background', resourceVersion }: { propagation?: Propagation; resourceVersion?: string } = {},
  ): Promise<'deleted' | 'absent'> {
    const body = {
      ...{ apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: propagation },
      ...(resourceVersion !== undefined && { preconditions: { resourceVersion } }),
    };
    this.forget(ref);
    try {
      await this.#request({ verb: 'delete', ref, body });
      return 'deleted';
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return 'absent';
      throw error;
    }
  }

  async patchStatus(object: KubernetesObject, status: object): Promise<'changed' | 'unchanged'> {
    const ref = refOf(object);
    const live = this.#own.newest(refText(ref), this.#watched(ref) ?? object) ?? object;
    try {
      return await this.#patchStatusOf(live, status, object.metadata?.uid);
    } catch (error) {
      if (!(error instanceof ApiError && error.isConflict)) throw error;
      // The watch lags behind. What is there now decides, if it is the same object still.
      return this.#patchStatusOf((await this.get(ref)) ?? {}, status, object.metadata?.uid);
    }
  }

  async patchMetadata(ref: Ref, change: MetadataChange): Promise<void> {
    const answer = await this.#request({ verb: 'patch', ref, body: { metadata: change }, ...mergePatchOptions });
    this.#own.remember(refText(ref), answer.object);
  }

  has(apiVersion: string, kind: string): boolean {
    return this.#options.discovery.has(apiVersion, kind);
  }

  record(regarding: KubernetesObject, text: EventText): void {
    this.#options.record(regarding, text);
  }

  /** The object is gone: what was known of it counts for nothing. */
  forget(ref: Ref): void {
    this.#own.forget(refText(ref));
    this.#settled.delete(refText(ref));
  }

  async #patchStatusOf(
    live: KubernetesObject & { status?: unknown },
    status: object,
    uid: string | undefined,
  ): Promise<'changed' | 'unchanged'> {
    if (live.metadata?.uid !== uid) {
      throw new ApiError('The object was deleted, or another has taken its name.', { code: 409, reason: 'Conflict' });
    }
    const patch = mergePatch(live.status, status);
    if (Object.keys(patch).length === 0) return 'unchanged';
    const ref = refOf(live);
    const body = { metadata: { resourceVersion: live.metadata?.resourceVersion }, status: patch };
    const answer = await this.#request({ verb: 'patch', ref, subresource: 'status', body, ...mergePatchOptions });
    this.#own.remember(refText(ref), answer.object);
    return 'changed';
  }

  #watched({ apiVersion, kind, namespace = '', name }: Ref): KubernetesObject | undefined {
    return this.#options.storeOf(apiVersion, kind)?.get(namespace, name);
  }

  async #live(ref: Ref): Promise<KubernetesObject | undefined> {
    const isWatched = this.#options.storeOf(ref.apiVersion, ref.kind) !== undefined;
    const seen = isWatched ? this.#own.newest(refText(ref), this.#watched(ref)) : await this.get(ref);
    return seen ?? undefined;
  }

  /** Why an object has to be applied, or undefined. */
  #difference(key: string, body: KubernetesObject, hash: string, live: KubernetesObject): string | undefined {
    if (live.metadata?.deletionTimestamp !== undefined) return undefined;
    if (live.metadata?.annotations?.[renderedHashAnnotation] !== hash) return 'rendered anew';
    const settled = this.#settled.get(key);
    if (settled?.hash === hash && settled.version === live.metadata.resourceVersion) return undefined;
    const drift = firstDrift(body, live);
    return drift === undefined ? undefined : `edited by another: ${drift}`;
  }

  async #request(
    call: Omit<Call, 'resource' | 'namespace' | 'name'> & { ref: Ref },
  ): Promise<{ code: number; object: KubernetesObject }> {
    const { ref, ...rest } = call;
    const resource = await this.#options.discovery.find(ref.apiVersion, ref.kind);
    const name = call.verb === 'create' ? undefined : ref.name;
    const { code, body } = await this.#options.rest.request({ ...rest, resource, namespace: ref.namespace, name });
    return { code, object: anObject.parse(body) as unknown as KubernetesObject };
  }
}

const mergePatchOptions = { query: { fieldManager }, contentType: 'application/merge-patch+json' };
