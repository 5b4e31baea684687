import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** A credential as it lies in the database: nonce, tag and ciphertext, and which key opens it. */
export interface SealedCredential {
  readonly credential: Uint8Array;
  readonly keyId: string;
}

/** A credential that this key does not open. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(`${message} ${remedy}`);
    this.remedy = remedy;
  }
}

/** First 8 hex digits of the secret's SHA-256: tells keys apart without telling the key. */
export function credentialKeyId(secretKey: string): string {
  return createHash('sha256').update(secretKey, 'utf8').digest('hex').slice(0, 8);
}

/**
 * Encrypts a credential at rest with AES-256-GCM (NIST SP 800-38D), key derived from `secretKey` by HKDF-SHA256.
 * `owner` (connectionOwner) is authenticated with it, so that a row copied to another listener does not open.
 */
export function sealCredential(plain: string, secretKey: string, owner: string): SealedCredential {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secretKey), nonce).setAAD(Buffer.from(owner, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return { credential: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]), keyId: credentialKeyId(secretKey) };
}

/** The plain credential. @throws CredentialError when it was sealed with another key, for another owner, or damaged */
export function openCredential(sealed: SealedCredential, secretKey: string, owner: string): string {
  if (sealed.keyId !== credentialKeyId(secretKey)) {
    throw new CredentialError(
      `The stored credential was encrypted with key ${sealed.keyId}, and SIDETRACK_SECRET_KEY is key ${credentialKeyId(secretKey)}.`,
      'Set SIDETRACK_SECRET_KEY to the earlier key, or enter the credential again.',
    );
  }
  const bytes = Buffer.from(sealed.credential);
  try {
    const decipher = createDecipheriv('aes-256-gcm', deriveKey(secretKey), bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(owner, 'utf8'))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new CredentialError('The stored credential cannot be decrypted.', 'Enter the credential again.');
  }
}

/** What a connection's credential is bound to. */
export function connectionOwner(userId: string, service: string): string {
  return `${userId}/${service}`;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function deriveKey(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'sidetrack credential', 32));
}
