import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Podman {
  /** Where podman finds the store of the test images; for programs that call it by themselves. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs podman; a failure is an answer, not an error. */
  run(args: readonly string[], options?: { timeoutSeconds?: number }): Promise<Ran>;
  /** Removes what was started, with its volumes. */
  stop(): Promise<void>;
}

/**
 * podman on the store of the test images, for as long as one test file. Nothing of the machine's own containers is seen or touched.
 * @param prefix of the names of the containers that `stop` removes
 */
export async function openPodman(prefix: string): Promise<Podman> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-podman-'));
  const settings = join(folder, 'containers.conf');
  await writeFile(settings, await containersConf());
  const env = { ...process.env, CONTAINERS_STORAGE_CONF: await storeOfImages(), CONTAINERS_CONF: settings };
  const run = (args: readonly string[], { timeoutSeconds = 120 } = {}): Promise<Ran> =>
    promisify(execFile)('podman', args, { env, timeout: timeoutSeconds * 1000, killSignal: 'SIGKILL' }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: unknown) => failed(error as ExecError),
    );
  // Those of a run that was killed, too.
  const removeAll = async (): Promise<void> => {
    const { stdout } = await run(['ps', '--all', '--filter', `name=^${prefix}`, '--format', '{{.ID}}']);
    for (const id of stdout.split('\n').filter(Boolean))
      await run(['rm', '--force', '--depend', '--volumes', '--time', '5', id]);
  };
  await removeAll();
  const hadChains = await firewallHasChains();
  return {
    env,
    run,
    stop: async () => {
      await removeAll();
      if (!hadChains) await promisify(execFile)('sh', ['-c', REMOVE_CHAINS]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type ExecError = Error & { readonly code?: number | string; readonly stdout?: string; readonly stderr?: string };

function failed({ code, stdout = '', stderr, message }: ExecError): Ran {
  return { code: typeof code === 'number' ? code : -1, stdout, stderr: stderr || message };
}

/** What a pod of the operator is held to: no capability, no new rights, a root file system that cannot be written, an own /tmp. */
export const restricted: readonly string[] = [
  ...['--read-only', '--read-only-tmpfs=false', '--tmpfs', '/tmp'],
  ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
];

/** podman's networks leave their chains in the machine's firewall when the last of them is gone. */
const REMOVE_CHAINS = `
for table in filter nat; do
  iptables -t $table -S | grep '^-A [^N].* NETAVARK' | sed 's/^-A/-D/' | xargs -r -L1 iptables -t $table
  chains="$(iptables -t $table -S | sed -n 's/^-N \\(NETAVARK[^ ]*\\)$/\\1/p')"
  for chain in $chains; do iptables -t $table -F $chain; done
  for chain in $chains; do iptables -t $table -X $chain; done
done
`;

async function firewallHasChains(): Promise<boolean> {
  const tables = ['filter', 'nat'].map((table) => promisify(execFile)('iptables', ['-t', table, '-S']));
  return (await Promise.all(tables)).some(({ stdout }) => stdout.includes('NETAVARK'));
}

/** The images lie in the store that they were built in; where only their archives were kept, they are loaded into it. */
async function storeOfImages(): Promise<string> {
  const images = JSON.parse(process.env['SIDETRACK_TEST_IMAGES'] ?? '[]') as { name: string; tar: string }[];
  const first = images[0];
  if (first === undefined)
    throw new Error('SIDETRACK_TEST_IMAGES names no images: run the suite with `npm run test:cluster`.');
  const store = join(dirname(first.tar), 'storage.conf');
  if (!existsSync(store)) throw new Error(`${store} is missing: run \`node tools/test-images.mjs\`.`);
  const env = { ...process.env, CONTAINERS_STORAGE_CONF: store };
  const there = (name: string) =>
    promisify(execFile)('podman', ['image', 'exists', name], { env }).then(
      () => true,
      () => false,
    );
  for (const { name, tar } of images)
    if (!(await there(name))) await promisify(execFile)('podman', ['load', '--input', tar], { env });
  return store;
}

/** podman would raise the limits of a container above what this process may give, and asks systemd where there is none. */
async function containersConf(): Promise<string> {
  const limits = await readFile('/proc/self/limits', 'utf8');
  const openFiles = Number(/^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1] ?? 1024);
  return [
    '[containers]',
    `default_ulimits = ["nofile=${openFiles}:${openFiles}", "nproc=4096:4096"]`,
    'log_driver = "k8s-file"',
    '[engine]',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    'runtime = "runc"',
    '',
  ].join('\n');
}
