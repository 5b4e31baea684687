import { z } from 'zod';
import { ApiError } from './errors.ts';
import type { Resource, Rest } from './rest.ts';

const resourceList = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

/** Which kinds the API server serves. Answers are kept; what was not there is asked for again by `refresh`. */
export class Discovery {
  readonly #rest: Rest;
  readonly #groups = new Map<string, Resource[]>();

  constructor(rest: Rest) {
    this.#rest = rest;
  }

  /** The resource of a kind. Throws {@link ApiError} with code 404 where the API server does not serve it. */
  async find(apiVersion: string, kind: string): Promise<Resource> {
    const known = this.#known(apiVersion, kind) ?? (await this.#load(apiVersion)).find((one) => one.kind === kind);
    if (known) return known;
    throw new ApiError(`The API server does not serve ${kind} of ${apiVersion}. Is its CRD installed?`, {
      code: 404,
      reason: 'NotServed',
    });
  }

  /** What is known now; groups that were never asked for count as absent until the next `refresh`. */
  has(apiVersion: string, kind: string): boolean {
    if (!this.#groups.has(apiVersion)) this.#groups.set(apiVersion, []);
    return this.#known(apiVersion, kind) !== undefined;
  }

  /** Asks again for the groups given and for every one asked for before. */
  async refresh(apiVersions: readonly string[] = []): Promise<void> {
    await Promise.all([...new Set([...apiVersions, ...this.#groups.keys()])].map((group) => this.#load(group)));
  }

  #known(apiVersion: string, kind: string): Resource | undefined {
    return this.#groups.get(apiVersion)?.find((one) => one.kind === kind);
  }

  async #load(apiVersion: string): Promise<Resource[]> {
    const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion];
    const document = await this.#rest
      .document(group === '' ? `/api/${version}` : `/apis/${group}/${version}`)
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 404) return { resources: [] };
        throw error;
      });
    const found = resourceList
      .parse(document)
      .resources.filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({ group, version, plural: name, kind, namespaced }));
    this.#groups.set(apiVersion, found);
    return found;
  }
}
