import { readSiteSettings, SiteSettingsError } from './site-settings.ts';

test('without settings the site is a laptop’s on loopback', () => {
  expect(readSiteSettings({})).toEqual({
    host: '127.0.0.1',
    port: 8080,
    apiUrl: 'http://127.0.0.1:8000',
    mode: 'laptop',
    publicUrl: undefined,
    proxyHops: 0,
    lifeline: false,
  });
});

test('settings are taken from the environment', () => {
  const env = {
    HOST: '0.0.0.0',
    PORT: '0',
    SIDETRACK_API_URL: 'http://api:8000/',
    SIDETRACK_MODE: 'hosted',
    SIDETRACK_PUBLIC_URL: 'https://music.example/',
    SIDETRACK_PROXY_HOPS: '1',
    SIDETRACK_LIFELINE: '1',
  };
  expect(readSiteSettings(env)).toEqual({
    host: '0.0.0.0',
    port: 0,
    apiUrl: 'http://api:8000',
    mode: 'hosted',
    publicUrl: 'https://music.example',
    proxyHops: 1,
    lifeline: true,
  });
});

test.each([
  [{ PORT: '70000' }, /PORT is "70000"/],
  [{ PORT: 'eighty' }, /PORT is "eighty"/],
  [{ SIDETRACK_API_URL: 'api' }, /http:\/\/127\.0\.0\.1:8000/],
  [{ SIDETRACK_API_URL: 'ftp://api' }, /SIDETRACK_API_URL/],
  [{ SIDETRACK_PUBLIC_URL: 'music.example' }, /https:\/\/music\.example\.org/],
  [{ SIDETRACK_PROXY_HOPS: 'all' }, /0 to 9/],
  [{ SIDETRACK_MODE: 'cloud' }, /laptop or hosted/],
])('%j is refused with what to set instead', (env, message) => {
  expect(() => readSiteSettings(env)).toThrow(SiteSettingsError);
  expect(() => readSiteSettings(env)).toThrow(message);
});
