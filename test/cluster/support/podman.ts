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
  return {
    env,
    run,
    stop: async () => {
      const { stdout } = await run(['ps', '--all', '--filter', `name=^${prefix}`, '--format', '{{.ID}}']);
      const left = stdout.split('\n').filter(Boolean);
      if (left.length > 0) await run(['rm', '--force', '--volumes', '--time', '5', ...left]);
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

/** podman would raise the limits of a container above what a container of its own may have, and asks systemd where there is none. */
async function containersConf(): Promise<string> {
  const limits = await readFile('/proc/self/limits', 'utf8');
  const hard = (name: string): number => {
    const value = new RegExp(`^Max ${name}\\s+\\S+\\s+(\\S+)`, 'm').exec(limits)?.[1] ?? 'unlimited';
    return value === 'unlimited' ? 1_048_576 : Number(value);
  };
  const ulimits = [
    `nofile=${hard('open files')}:${hard('open files')}`,
    `nproc=${hard('processes')}:${hard('processes')}`,
  ];
  return [
    '[containers]',
    `default_ulimits = ${JSON.stringify(ulimits)}`,
    'log_driver = "k8s-file"',
    '[engine]',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    'runtime = "runc"',
    '',
  ].join('\n');
}
