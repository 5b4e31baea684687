import { spawn } from 'node:child_process';

/** What kubectl refused, in its own words. */
export class KubectlError extends Error {
  override name = 'KubectlError';
  readonly code: number | null;
  constructor(args: readonly string[], code: number | null, words: string) {
    super(`kubectl ${args.join(' ')}: ${words.trim()}`);
    this.code = code;
  }
}

/**
 * Runs kubectl against one cluster. `input` goes to its standard input (`apply -f -`).
 * @returns what it wrote
 * @throws KubectlError when it fails
 */
export type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

/** A kubectl for the cluster of this kubeconfig; nothing of the person's own configuration counts. */
export function kubectl(program: string, kubeconfig: string): Kubectl {
  return (args, input) =>
    new Promise((done, fail) => {
      const child = spawn(program, args, { env: { ...process.env, KUBECONFIG: kubeconfig }, stdio: 'pipe' });
      let [output, errors] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
      child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
      child.on('error', fail);
      child.on('close', (code) => {
        if (code === 0) done(output);
        else fail(new KubectlError(args, code, errors));
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });
}
