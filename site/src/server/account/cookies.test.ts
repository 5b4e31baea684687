import { cookieNames, forgetCookie, readCookie, surplusFlows, writeCookie } from './cookies.ts';

test('over https cookies are bound to the host and kept to https; everywhere from scripts and other sites', () => {
  const { session, flow } = cookieNames(true);
  expect([session, flow('abcdefghijklmnop')]).toEqual([
    '__Host-sidetrack_session',
    '__Host-sidetrack_flow_abcdefghijkl',
  ]);
  expect(writeCookie(session, 'x', { secure: true, maxAgeSeconds: 60 })).toBe(
    '__Host-sidetrack_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
  );
  expect(writeCookie(cookieNames(false).session, 'x', { secure: false, maxAgeSeconds: 60 })).toBe(
    'sidetrack_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
  );
  expect(forgetCookie(session, true)).toMatch(/^__Host-sidetrack_session=; .*Max-Age=0/);
});

test('a cookie is read by its whole name, and not at all where there are two of it', () => {
  const name = 'sidetrack_session';
  expect(readCookie('theme=dark; sidetrack_session=abc', name)).toBe('abc');
  expect(readCookie('x_sidetrack_session=abc', name)).toBeUndefined();
  expect(readCookie('sidetrack_session=planted; sidetrack_session=abc', name)).toBeUndefined();
  expect(readCookie(undefined, name)).toBeUndefined();
});

test('sign-ins that never came back make room', () => {
  const flows = ['a', 'b', 'c', 'd', 'e'].map((state) => `sidetrack_flow_${state}=x`);
  expect(surplusFlows(flows.slice(0, 3).join('; '))).toEqual([]);
  expect(surplusFlows(['theme=dark', ...flows].join('; '))).toEqual(['sidetrack_flow_a', 'sidetrack_flow_b']);
});
