import { lastfmSignature } from './lastfm-signature.ts';

const parameters = { method: 'auth.getSession', api_key: 'YOUR_API_KEY', token: 'YOUR_REQUESTED_TOKEN' };

test('the signature is the one that Last.fm expects of these parameters', () => {
  expect(lastfmSignature(parameters, 'YOUR_SECRET')).toBe('94539006de89b3c6b3c030bb1e52b9c4');
});

test('the order of parameters and their format do not change it', () => {
  const { token, ...others } = parameters;
  expect(lastfmSignature({ format: 'json', token, ...others }, 'YOUR_SECRET')).toBe('94539006de89b3c6b3c030bb1e52b9c4');
});

test('another secret or a value beyond ASCII does', () => {
  expect(lastfmSignature(parameters, 'OTHER')).not.toBe('94539006de89b3c6b3c030bb1e52b9c4');
  expect(lastfmSignature({ ...parameters, token: 'Björk' }, 'YOUR_SECRET')).toBe(
    // Python: hashlib.md5('api_keyYOUR_API_KEYmethodauth.getSessiontokenBjörkYOUR_SECRET'.encode()).hexdigest()
    '4f95f9d836a200eada29721895c1ba73',
  );
});
