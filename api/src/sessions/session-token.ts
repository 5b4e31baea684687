import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';
import { z } from 'zod';

/** For how long a token proves who asks, in seconds. The site has a new one made before that. */
export const TOKEN_SECONDS = 60;

/** Who asks, and in which session (its id in the database). */
export interface SessionClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/** Tokens that the site shows in the name of who is signed in: JSON Web Tokens signed with Ed25519 (RFC 7519, RFC 8037). */
export interface SessionTokens {
  mint(claims: SessionClaims, now: Date): string;
  /** Null where it is not one of this installation's, or is over. */
  read(token: string, now: Date): SessionClaims | null;
}

/** The key is derived from SIDETRACK_SECRET_KEY by HKDF-SHA256, so that every replica of the API has the same. */
export function sessionTokens(secretKey: string): SessionTokens {
  const seed = Buffer.from(hkdfSync('sha256', secretKey, '', 'sidetrack session token', 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_OF_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  return {
    mint({ userId, sessionId }, now) {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const payload = {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: userId,
        sid: sessionId,
        iat: issuedAt,
        exp: issuedAt + TOKEN_SECONDS,
      };
      const signed = `${HEADER}.${encoded(payload)}`;
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
    },
    read(token, now) {
      const [header, payload = '', signature = ''] = token.split('.');
      // One header is ever made, so no other algorithm can be asked for.
      if (header !== HEADER) return null;
      const isSigned = verify(
        null,
        Buffer.from(`${header}.${payload}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      if (!isSigned) return null;
      const { data } = Payload.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      if (data === undefined || data.exp * 1000 <= now.getTime()) return null;
      return { userId: data.sub, sessionId: data.sid };
    },
  };
}

/** The token of an Authorization header where it has the form of one of these; undefined for everything else. */
export function sessionTokenOf(header: string | undefined): string | undefined {
  return /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
}

const ISSUER = 'sidetrack';
const AUDIENCE = 'sidetrack-api';
const Payload = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  sub: z.uuid(),
  sid: z.string(),
  exp: z.number(),
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encoded({ alg: 'EdDSA', typ: 'JWT' });
/** The fixed part of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the seed follows. */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
