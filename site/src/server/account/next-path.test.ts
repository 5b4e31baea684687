import { nextPath } from './next-path.ts';

test.each([
  '/',
  '/radar',
  '/radar?week=2026-W40&compare=2026-W39',
  '/tracks/1#contours',
  '/search?q=a%2F%2Fb',
  '/s/abc',
])('a page of this site: %s', (path) => {
  expect(nextPath(path)).toBe(path);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  '/%09/evil.example/..//evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/radar/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  '?next=x',
  '',
  `/${'a'.repeat(2000)}`,
])('nothing that leads, or may lead, elsewhere: %j', (given) => {
  const path = nextPath(given);
  expect(new URL(path, 'https://music.example').origin).toBe('https://music.example');
  expect(path.startsWith('//')).toBe(false);
  expect(path === '/' || path.startsWith('/%09')).toBe(true);
});

test.each([
  '/sign-in',
  '/sign-in?next=/sign-in',
  '/auth/google',
  '/auth/sign-out',
  '/api/v1/overview',
  '/way-in',
  '/radar/../api/v1',
])('no address that is not a page to go to: %s', (path) => {
  expect(nextPath(path)).toBe('/');
});

test.each([null, undefined])('%s: the overview', (given) => expect(nextPath(given)).toBe('/'));
