import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { outsideJson } from '../server/outside-json.ts';
import { refusedBy, unavailable, type ProblemError } from '../server/problem-error.ts';

/**
 * Asks ListenBrainz whose token this is, before it is kept (GET /1/validate-token).
 * @throws 409 for a token that is none, or another account's; 503 where ListenBrainz does not answer
 */
export async function checkListenBrainzToken(
  { fetch, settings }: Pick<Deps, 'fetch' | 'settings'>,
  { token, name }: { token: string; name: string },
): Promise<void> {
  // A header cannot carry any other, and none of its tokens holds one.
  if (!/^[\x21-\x7e]+$/.test(token)) throw unknownToken();
  const base = new URL(settings.listenbrainzUrl);
  const url = new URL(`${base.pathname.replace(/\/$/u, '')}/1/validate-token`, base);
  const headers = { authorization: `Token ${token}` };
  const { status, json } = await outsideJson({ fetch, settings, service: 'ListenBrainz', url, headers });
  const answer = validity.safeParse(json);
  if (!answer.success) throw unavailable('ListenBrainz', new Error(`It answered ${status} and not about the token.`));
  if (!answer.data.valid) throw unknownToken();
  const owner = answer.data.user_name;
  if (owner === undefined || owner.toLowerCase() === name.toLowerCase()) return;
  throw refusedBy(
    'ListenBrainz',
    `This token is that of ${owner}, not of ${name}.`,
    'Give the name that the token belongs to, or the token of that name.',
  );
}

function unknownToken(): ProblemError {
  return refusedBy(
    'ListenBrainz',
    'ListenBrainz does not know this token.',
    'Copy it again from https://listenbrainz.org/settings/; a token that was reset does not count any more.',
  );
}

const validity = z.object({ valid: z.boolean(), user_name: z.string().optional() });
