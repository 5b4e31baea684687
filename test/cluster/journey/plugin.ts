import { runPlugin } from '../../../operator/src/plugin/run.ts';
import { waitUntil } from '../../e2e/support/installation.ts';
import type { Journey } from '../support/journey.ts';

/** What a person does with `kubectl sidetrack`, on the installation and its listener. */
export function testPlugin({ cluster, namespace, name }: Journey): void {
  async function sidetrack(...argv: string[]): Promise<string> {
    const out: string[] = [];
    const said: string[] = [];
    const code = await runPlugin([...argv, '--kubeconfig', cluster.kubeconfig, '-n', namespace], {
      print: (line) => out.push(line),
      say: (line) => said.push(line),
    });
    if (code !== 0)
      throw new Error(`kubectl sidetrack ${argv.join(' ')} ended with ${String(code)}: ${said.join('\n')}`);
    return out.join('\n');
  }

  test('status says that all is well, and what the listener has', async () => {
    let text = '';
    // The operator looks once a minute at what a listener has.
    await waitUntil(
      async () => {
        text = await sidetrack('status');
        return /\n {2}ada +[\d,]+ +[\d,]+ +\d+ % /.test(text);
      },
      { seconds: 120, what: () => `the listener's numbers in ${text}`, everyMs: 2000 },
    );
    expect(text).toMatch(new RegExp(`^${name}: ready\\n`));
    expect(text).toMatch(/\n {2}✓ {2}DatabaseReady +Ready +/);
    expect(text).not.toContain('✗');
  }, 150_000);

  test('analyse begins a run, and logs show it with what a worker said', async () => {
    expect(await sidetrack('analyse', 'ada')).toContain('ada: Begun:');
    expect(await sidetrack('logs', 'ada')).toMatch(
      /^Run +State +Started +Took +Result\n[A-Z][A-Za-z]+ +(running|done|failed) /,
    );
  }, 60_000);

  test('token prints the token that the Tenant asked for', async () => {
    const secret = await cluster.kubectl([
      'get',
      'secret',
      'ada-api-token',
      '-n',
      namespace,
      '-o',
      'jsonpath={.data.token}',
    ]);
    expect(await sidetrack('token', 'ada')).toBe(Buffer.from(secret, 'base64').toString('utf8'));
  }, 30_000);

  test('backup makes one now and names it', async () => {
    expect(await sidetrack('backup')).toMatch(new RegExp(`^Backup made: ${name}-\\d{8}T\\d{6}Z \\d+ bytes$`));
  }, 120_000);
}
