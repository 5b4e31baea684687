import { hostIsAllowed } from './host-check.ts';

test.each(['127.0.0.1:8080', 'localhost', 'localhost:9999', '[::1]:8080', 'LOCALHOST:1'])(
  'a laptop answers as %s',
  (host) => {
    expect(hostIsAllowed(host, 'laptop')).toBe(true);
  },
);

test.each([
  undefined,
  '',
  'evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example:8080',
  'evil.example:8080@127.0.0.1',
  '127.0.0.1/evil.example',
  'localhost?evil',
  '[::2]:8080',
  '192.168.1.4:8080',
])('a laptop does not answer as %s', (host) => {
  expect(hostIsAllowed(host, 'laptop')).toBe(false);
});

test('a hosted site answers under any name but none', () => {
  expect(hostIsAllowed('sidetrack.network', 'hosted')).toBe(true);
  expect(hostIsAllowed(undefined, 'hosted')).toBe(false);
});
