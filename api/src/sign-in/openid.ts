import { setTimeout as wait } from 'node:timers/promises';
import { CodeChallengeMethod, OAuth2Client, OAuth2RequestError } from 'arctic';
import type { OAuth2Tokens } from 'arctic';
import { IdTokenError, readIdToken } from './id-token.ts';
import type { Person } from './id-token.ts';
import { openProvider, PROVIDER_PATIENCE_MS, ProviderError } from './provider.ts';

/** What a sign-in is bound to, made anew for each: state to the browser, nonce to the id token, verifier to the code (PKCE). */
export interface Secrets {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Sign-in with an OpenID Connect provider: authorization code with PKCE (RFC 7636). */
export interface OpenId {
  /** Where to send the browser. @throws ProviderError */
  authorizationUrl(secrets: Secrets): Promise<URL>;
  /**
   * Who came back with this code. The provider's tokens are read and let go; none is kept.
   * @throws ProviderError, IdTokenError, SpentCodeError
   */
  personBy(code: string, secrets: Secrets): Promise<Person>;
}

/** The code was used before, or came too late. */
export class SpentCodeError extends Error {
  override readonly name = 'SpentCodeError';
}

export interface OpenIdOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly now: () => Date;
}

/** By arctic's general client: its client for Google knows no other endpoints than Google's. */
export function openIdClient({ issuer, clientId, clientSecret, redirectUri, now }: OpenIdOptions): OpenId {
  const client = new OAuth2Client(clientId, clientSecret, redirectUri);
  const provider = openProvider({ issuer, now });
  return {
    async authorizationUrl({ state, nonce, codeVerifier }) {
      const { authorization_endpoint } = await provider.describe();
      const url = client.createAuthorizationURLWithPKCE(
        authorization_endpoint,
        state,
        CodeChallengeMethod.S256,
        codeVerifier,
        ['openid', 'email', 'profile'],
      );
      url.searchParams.set('nonce', nonce);
      // Which of several accounts it is to be is theirs to say, also after a sign-out.
      url.searchParams.set('prompt', 'select_account');
      return url;
    },
    async personBy(code, { nonce, codeVerifier }) {
      const { token_endpoint } = await provider.describe();
      const tokens = await exchange(client.validateAuthorizationCode(token_endpoint, code, codeVerifier));
      const read = async (anew: boolean): Promise<Person> =>
        readIdToken(idTokenOf(tokens), { issuer, clientId, nonce, now: now(), keys: await provider.keys({ anew }) });
      return read(false).catch((error: unknown) => {
        // Keys change: the one that signed may be newer than those that were read.
        if (error instanceof IdTokenError && error.isUnknownKey) return read(true);
        throw error;
      });
    },
  };
}

async function exchange(asked: Promise<OAuth2Tokens>): Promise<OAuth2Tokens> {
  // arctic waits without end.
  const late = new AbortController();
  const timeout = wait(PROVIDER_PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
    throw new ProviderError('The provider takes too long to exchange the code.');
  });
  try {
    return await Promise.race([asked, timeout]);
  } catch (error) {
    if (error instanceof OAuth2RequestError && error.code === 'invalid_grant')
      throw new SpentCodeError('The provider does not take this code (any more).', { cause: error });
    throw error instanceof ProviderError
      ? error
      : new ProviderError('The provider exchanges no codes.', { cause: error });
  } finally {
    late.abort();
    timeout.catch(() => undefined);
  }
}

function idTokenOf(tokens: OAuth2Tokens): string {
  try {
    return tokens.idToken();
  } catch (error) {
    throw new IdTokenError(`there is none: ${error instanceof Error ? error.message : ''}`);
  }
}
