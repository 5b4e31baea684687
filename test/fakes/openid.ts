import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { startService } from './service.ts';
import type { Answer, FakeService, Place, RecordedRequest } from './service.ts';

/** An account at the provider. */
export interface FakeAccount {
  readonly sub: string;
  readonly email?: string;
  readonly emailVerified?: boolean;
  readonly name?: string;
}

/** A provider of sign-in by OpenID Connect in Google's place: authorization code with PKCE, id tokens signed with RS256. */
export interface FakeOpenId extends FakeService {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in at the provider in every browser from now on; null: whoever comes calls the sign-in off. */
  account: FakeAccount | null;
  /** Claims that the next id tokens have instead of the right ones; undefined ones are left out. */
  claims: Readonly<Record<string, unknown>>;
  /** Has the next id tokens signed by a key that is not among the published ones. */
  signsWithStrangeKey: boolean;
  /** From now on another key signs, and is the only one that is published. */
  changeKey(): void;
}

interface Grant {
  readonly account: FakeAccount;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
}

/** Sends everybody straight back as `account`, without a page of its own. */
export async function startOpenId(
  { redirectUri, account = null }: { redirectUri: string; account?: FakeAccount | null },
  place?: Place,
): Promise<FakeOpenId> {
  const grants = new Map<string, Grant>();
  const strange = newKey();
  let key = newKey();
  const service = await startService((request) => answer(request), place);
  const self: FakeOpenId = Object.assign(service, {
    clientId: 'sidetrack.apps.example',
    clientSecret: 'client-secret-of-the-fake',
    account,
    claims: {},
    signsWithStrangeKey: false,
    changeKey: () => void (key = newKey()),
  });
  return self;

  function answer(request: RecordedRequest): Answer {
    switch (`${request.method} ${request.path}`) {
      case 'GET /.well-known/openid-configuration':
        return json({
          issuer: service.url,
          authorization_endpoint: `${service.url}/authorize`,
          token_endpoint: `${service.url}/token`,
          jwks_uri: `${service.url}/keys`,
        });
      case 'GET /keys':
        return json({ keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.id, alg: 'RS256', use: 'sig' }] });
      case 'GET /authorize':
        return authorize(request.query);
      case 'POST /token':
        return exchange(request);
      default:
        return { status: 404, body: 'Not found' };
    }
  }

  function authorize(query: URLSearchParams): Answer {
    const [state, nonce, challenge] = ['state', 'nonce', 'code_challenge'].map((name) => query.get(name) ?? '');
    const isWhole = state && nonce && challenge && query.get('code_challenge_method') === 'S256';
    const isOurs = query.get('client_id') === self.clientId && query.get('redirect_uri') === redirectUri;
    if (!isWhole || !isOurs || query.get('response_type') !== 'code') return json({ error: 'invalid_request' }, 400);
    const back = new URL(redirectUri);
    back.searchParams.set('state', state);
    if (self.account === null) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('base64url');
      grants.set(code, { account: self.account, redirectUri, challenge, nonce });
      back.searchParams.set('code', code);
    }
    return { status: 302, body: '', headers: { location: back.href } };
  }

  function exchange({ headers, body }: RecordedRequest): Answer {
    const form = new URLSearchParams(body);
    const basic = `Basic ${Buffer.from(`${self.clientId}:${self.clientSecret}`).toString('base64')}`;
    if (headers['authorization'] !== basic) return json({ error: 'invalid_client' }, 401);
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant === undefined || grant.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri'))
      return json({ error: 'invalid_grant' }, 400);
    return json({
      access_token: 'access-token-of-the-fake',
      token_type: 'Bearer',
      expires_in: 3599,
      id_token: idToken(grant),
    });
  }

  function idToken({ account: { sub, email, emailVerified = true, name }, nonce }: Grant): string {
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: service.url, aud: self.clientId, azp: self.clientId, sub, nonce, iat: now, exp: now + 3600 };
    const person = {
      ...(email !== undefined && { email, email_verified: emailVerified }),
      ...(name !== undefined && { name }),
    };
    const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: key.id })}.${encoded({ ...right, ...person, ...self.claims })}`;
    const signer = self.signsWithStrangeKey ? strange : key;
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), signer.privateKey).toString('base64url')}`;
  }
}

function newKey() {
  return { id: randomBytes(8).toString('hex'), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

function json(body: unknown, status = 200): Answer {
  return { status, body };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
