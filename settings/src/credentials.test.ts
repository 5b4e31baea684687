import { connectionOwner, CredentialError, openCredential, sealCredential } from './credentials.ts';

const owner = connectionOwner('0190c6a0-0000-7000-8000-000000000001', 'listenbrainz');

describe('a sealed credential', () => {
  test('opens with its key for its owner', () => {
    const sealed = sealCredential('a token ✓', 'secret', owner);
    expect(openCredential(sealed, 'secret', owner)).toBe('a token ✓');
    expect(sealed.keyId).toBe('2bb80d53');
    expect(Buffer.from(sealed.credential).includes('a token')).toBe(false);
  });

  test('is different every time', () => {
    const [first, second] = [sealCredential('t', 'secret', owner), sealCredential('t', 'secret', owner)];
    expect(Buffer.from(first.credential).equals(second.credential)).toBe(false);
  });

  test('says which key is needed when the key is another', () => {
    const sealed = sealCredential('t', 'old', owner);
    expect(() => openCredential(sealed, 'new', owner)).toThrow(CredentialError);
    expect(() => openCredential(sealed, 'new', owner)).toThrow(/SIDETRACK_SECRET_KEY/);
  });

  test('does not open for another owner, nor when a bit is changed', () => {
    const sealed = sealCredential('t', 'secret', owner);
    expect(() => openCredential(sealed, 'secret', connectionOwner('other', 'lastfm'))).toThrow(CredentialError);
    const damaged = Uint8Array.from(sealed.credential, (byte, index) => (index === 0 ? byte ^ 1 : byte));
    for (const credential of [damaged, new Uint8Array(3)]) {
      expect(() => openCredential({ ...sealed, credential }, 'secret', owner)).toThrow(CredentialError);
    }
  });
});
