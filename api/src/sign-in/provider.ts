import { z } from 'zod';
import { KeySet } from './id-token.ts';

/** Where the provider's parts lie, from its own description (OpenID Connect Discovery 1.0). */
const Description = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});
export type Description = z.infer<typeof Description>;

/** The provider does not answer, or not with what it should. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

export interface Provider {
  describe(): Promise<Description>;
  /** Its keys; `anew`: not those that were read before. */
  keys(options?: { anew: boolean }): Promise<KeySet>;
}

export interface ProviderOptions {
  readonly issuer: string;
  readonly now: () => Date;
}

/** How long the provider may take to answer. */
export const PROVIDER_PATIENCE_MS = 8000;
/** After this long, description and keys are read again. */
const KEPT_MS = 3_600_000;

/** Reads what a provider says of itself when it is first needed, and keeps it for an hour. */
export function openProvider({ issuer, now }: ProviderOptions): Provider {
  const kept = new Map<string, { at: number; value: Promise<unknown> }>();
  const read = <Schema extends z.ZodType>(url: string, schema: Schema, anew: boolean): Promise<z.output<Schema>> => {
    const known = kept.get(url);
    const at = now().getTime();
    if (known !== undefined && !anew && at - known.at < KEPT_MS) return known.value as Promise<z.output<Schema>>;
    const value = ask(url, schema);
    kept.set(url, { at, value });
    // A failure is not kept: the next one who signs in asks again.
    value.catch(() => kept.get(url)?.value === value && kept.delete(url));
    return value;
  };
  const describe = async (): Promise<Description> => {
    const description = await read(`${issuer}/.well-known/openid-configuration`, Description, false);
    if (description.issuer.replace(/\/$/, '') !== issuer)
      throw new ProviderError('The provider describes another issuer.');
    return description;
  };
  return {
    describe,
    keys: async ({ anew } = { anew: false }) => read((await describe()).jwks_uri, KeySet, anew),
  };
}

async function ask<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PROVIDER_PATIENCE_MS), redirect: 'error' });
    if (!answer.ok) throw new Error(`It answers with ${answer.status}.`);
    return schema.parse(await answer.json());
  } catch (error) {
    throw new ProviderError(`${url} cannot be read.`, { cause: error });
  }
}
