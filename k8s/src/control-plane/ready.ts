import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';

/** What did not come up, with the last words of the component that ended, if one did. */
export class ClusterError extends Error {
  override name = 'ClusterError';
}

/** The status of a GET as the administrator, or 0 when nobody answers. */
export function probe(pki: string, url: string): Promise<number> {
  const [ca, cert, key] = ['ca.crt', 'admin.crt', 'admin.key'].map((name) => readFileSync(join(pki, name)));
  return new Promise((answer) => {
    const call = request(url, { ca, cert, key, agent: false, timeout: 2000 }, (response) => {
      response.resume();
      answer(response.statusCode ?? 0);
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => answer(0));
    call.end();
  });
}

/**
 * Asks again and again until it is so.
 * @throws ClusterError when it takes longer, or when one of the children ended
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { seconds, children = [] }: { seconds: number; children?: readonly Child[] },
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    const dead = children.find(({ ended }) => ended !== null);
    if (dead) throw new ClusterError(`${what}: ${dead.name} has ended. Its last words:\n${dead.lastWords()}`);
    if (Date.now() > end) throw new ClusterError(`${what}: not within ${seconds} s.`);
    await pause(50);
  }
}
