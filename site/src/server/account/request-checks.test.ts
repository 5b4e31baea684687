import type { IncomingMessage } from 'node:http';
import { clientAddress } from './client-address.ts';
import { isSafe, isSameOrigin } from './same-origin.ts';

const SITE = 'https://music.example';

test.each<[string, Record<string, string>, boolean]>([
  ['a page of the site', { 'sec-fetch-site': 'same-origin' }, true],
  ['its reader', { 'sec-fetch-site': 'none' }, true],
  ['another site', { 'sec-fetch-site': 'cross-site', origin: SITE }, false],
  ['a sibling', { 'sec-fetch-site': 'same-site', origin: SITE }, false],
  ['an older browser on the site', { origin: SITE }, true],
  ['an older browser elsewhere', { origin: 'https://evil.example' }, false],
  ['an older browser in a sandbox', { origin: 'null' }, false],
  ['something that says nothing', {}, false],
])('a change that comes from %s', (_, headers, passes) => {
  expect(isSameOrigin(headers, SITE)).toBe(passes);
});

test.each([
  ['GET', true],
  ['HEAD', true],
  ['OPTIONS', true],
  ['POST', false],
  ['DELETE', false],
  ['get', false],
  [undefined, true],
])('%s is safe: %s', (method, expected) => expect(isSafe(method)).toBe(expected));

test('addresses are taken from as many proxies as are ours, and from nobody before them', () => {
  const request = {
    headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.5, 10.0.0.2' },
    socket: { remoteAddress: '10.0.0.1' },
  } as unknown as IncomingMessage;
  expect(clientAddress(request, 0)).toBe('10.0.0.1');
  expect(clientAddress(request, 1)).toBe('10.0.0.2');
  expect(clientAddress(request, 2)).toBe('203.0.113.5');
  expect(clientAddress(request, 9)).toBe('10.0.0.1');
});
