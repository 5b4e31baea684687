import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { PostgresError } from './errors.ts';

/**
 * How a PostgreSQL program is run, since it refuses to run as root: `command` before its own, and the account (uid, gid)
 * that its process and files belong to; undefined: whoever runs this.
 */
export interface Runner {
  readonly prefix: readonly string[];
  readonly account: Account | undefined;
}

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * An ordinary user runs it as himself. Root runs it in a user namespace in which root has another number: no account
 * gets access to anything, files stay root's. Where namespaces are refused, an existing unprivileged account runs it.
 */
export async function chooseRunner(isRoot: boolean = process.getuid?.() === 0): Promise<Runner> {
  if (!isRoot) return { prefix: [], account: undefined };
  const account = await unprivilegedAccount();
  const namespace = ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`, '--'];
  if (canRun([...namespace, 'true'])) return { prefix: namespace, account: undefined };
  return { prefix: [], account };
}

/**
 * Whether the account can reach the program and the folder at all.
 * @throws {PostgresError} saying what to do when it cannot
 */
export function checkReach({ account }: Runner, program: string, folder: string): void {
  if (account === undefined) return;
  const remedy = `Run SideTrack as an ordinary user, or keep both it and its data folder where the account ${account.name} can reach them (for example under /opt and /var/lib).`;
  if (!canRun([program, '--version'], account))
    throw new PostgresError(
      `PostgreSQL does not run as root, and the account ${account.name} cannot run ${program}.`,
      remedy,
    );
  if (!canRun(['sh', '-c', 'cd "$1"', 'sh', folder], account))
    throw new PostgresError(
      `PostgreSQL does not run as root, and the account ${account.name} cannot reach ${folder}.`,
      remedy,
    );
}

/** initdb wants a number that /etc/passwd knows. */
async function unprivilegedAccount(): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map(parseAccount);
  const ordinary = accounts.filter((account) => account !== undefined && account.uid > 0 && account.gid > 0);
  const found =
    ['postgres', 'nobody']
      .map((name) => ordinary.find((account) => account?.name === name))
      .find((account) => account !== undefined) ?? ordinary[0];
  if (found === undefined)
    throw new PostgresError(
      'PostgreSQL does not run as root, and there is no other account.',
      'Run SideTrack as an ordinary user.',
    );
  return found;
}

function parseAccount(line: string): Account | undefined {
  const [name, , uid, gid] = line.split(':');
  return name === undefined || uid === undefined || gid === undefined
    ? undefined
    : { name, uid: Number(uid), gid: Number(gid) };
}

function canRun([program, ...parameters]: readonly string[], account?: Account): boolean {
  const as = account === undefined ? {} : { uid: account.uid, gid: account.gid };
  return program !== undefined && spawnSync(program, parameters, { stdio: 'ignore', cwd: '/', ...as }).status === 0;
}
