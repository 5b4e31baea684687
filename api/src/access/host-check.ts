import { ProblemError } from '../server/problem-error.ts';

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/** The Host headers under which a laptop's API answers: loopback names with the port of the API or of the site. */
export function loopbackHosts(ports: readonly number[]): ReadonlySet<string> {
  return new Set(loopbackNames.flatMap((name) => ports.map((port) => (port === 80 ? name : `${name}:${port}`))));
}

/**
 * On a laptop nobody signs in, so a page that points a name of its own at 127.0.0.1 (DNS rebinding) must get nothing: its
 * Host header gives it away.
 */
export function checkHost(host: string | undefined, allowed: ReadonlySet<string>): void {
  if (host !== undefined && allowed.has(host.toLowerCase())) return;
  throw new ProblemError({
    status: 403,
    kind: 'foreign-host',
    title: 'Foreign Host header',
    detail: 'This installation serves its own machine only and was asked under another name.',
    remedy: `Use ${[...allowed][0] ?? 'the loopback address'} on the machine itself.`,
  });
}
