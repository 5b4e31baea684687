import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/** A provider's public keys as a JSON Web Key Set (RFC 7517). */
export const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });
export type KeySet = z.infer<typeof KeySet>;

/** Who somebody is, as the provider says. */
export interface Person {
  readonly sub: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
}

export interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  readonly keys: KeySet;
  readonly now: Date;
}

/** An id token that does not prove anything; `isUnknownKey` where it was signed by a key that is not in the set (any more). */
export class IdTokenError extends Error {
  override readonly name = 'IdTokenError';
  readonly isUnknownKey: boolean;

  constructor(message: string, isUnknownKey = false) {
    super(message);
    this.isUnknownKey = isUnknownKey;
  }
}

/**
 * Reads an id token and checks it as OpenID Connect Core 1.0, section 3.1.3.7 says: signature (RS256), issuer, audience,
 * authorized party, expiry, time of issue and nonce.
 * @throws IdTokenError naming what is wrong; nothing of the token is in it
 */
export function readIdToken(token: string, { issuer, clientId, nonce, keys, now }: Expected): Person {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0)
    throw new IdTokenError('it has not three parts');
  checkSignature({ header, payload, signature }, keys);
  const claims = parsed(Claims, payload);
  const faults = [...strangers(claims, { issuer, clientId, nonce }), ...untimely(claims, now)];
  if (faults.length > 0) throw new IdTokenError(`it has another ${faults.join(', ')} than is expected`);
  return { sub: claims.sub, email: claims.email, emailVerified: claims.email_verified === true, name: claims.name };
}

function strangers(
  claims: Claims,
  { issuer, clientId, nonce }: Pick<Expected, 'issuer' | 'clientId' | 'nonce'>,
): string[] {
  const audience = [claims.aud].flat();
  const party = claims.azp ?? (audience.length > 1 ? undefined : clientId);
  return [
    ...(issuersOf(issuer).includes(claims.iss) ? [] : ['issuer']),
    ...(audience.includes(clientId) ? [] : ['audience']),
    ...(party === clientId ? [] : ['authorized party']),
    ...(claims.nonce === nonce ? [] : ['nonce']),
  ];
}

function untimely({ exp, iat }: Claims, now: Date): string[] {
  const seconds = now.getTime() / 1000;
  return [
    ...(exp > seconds - SKEW_SECONDS ? [] : ['expiry']),
    ...(iat <= seconds + SKEW_SECONDS ? [] : ['time of issue']),
  ];
}

/** Clocks of two machines differ by some seconds. */
const SKEW_SECONDS = 30;

const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  azp: z.string().optional(),
  sub: z.string().min(1).max(255),
  exp: z.number(),
  iat: z.number(),
  nonce: z.string(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;
const Header = z.object({ alg: z.literal('RS256'), kid: z.string().optional() });

/** Google signs with either of two names: https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken */
function issuersOf(issuer: string): readonly string[] {
  return issuer === 'https://accounts.google.com' ? [issuer, 'accounts.google.com'] : [issuer];
}

function checkSignature(
  { header, payload, signature }: Readonly<Record<'header' | 'payload' | 'signature', string>>,
  { keys }: KeySet,
): void {
  const { kid } = parsed(Header, header);
  const key = keys.find((one) => one.kty === 'RSA' && (kid === undefined || one.kid === kid));
  if (key === undefined) throw new IdTokenError('it was signed by a key that the provider does not name', true);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw new IdTokenError('its signature does not fit');
}

function parsed<Schema extends z.ZodType>(schema: Schema, part: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    throw new IdTokenError('it is not of the form that is expected');
  }
}
