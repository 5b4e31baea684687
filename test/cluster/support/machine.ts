import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What a cluster could change of the machine it runs on, apart from processes and mounts of its own. */
export interface Machine {
  links: string[];
  routes: string[];
  cgroups: string[];
  settings: Record<string, string>;
}

/**
 * What is there now, without what belongs to clusters of another index than this, or to containers that something else runs here
 * meanwhile.
 */
export function lookAtMachine(index: number): Machine {
  const others = new RegExp(`sidetrack-(?!${index}\\b)\\d+|10\\.20[123]\\.(?!${index}\\.)\\d+`);
  const containers = /\b(veth\w+|podman\d+|docker\d+|br-\w+|libpod\w*|buildah\w*|machine\.slice)/;
  const ofCluster = new RegExp(`10\\.20[123]\\.${index}\\.`);
  const own = (lines: string[]): string[] =>
    lines.filter((line) => !others.test(line) && (!containers.test(line) || ofCluster.test(line))).sort();
  return {
    links: own(readdirSync('/sys/class/net')),
    routes: own(execFileSync('ip', ['route', 'show', 'table', 'all'], { encoding: 'utf8' }).split('\n')),
    cgroups: own(cgroups()),
    settings: Object.fromEntries(
      ['vm', 'kernel', 'kernel/keys', 'fs', 'net/ipv4', 'net/netfilter'].flatMap((folder) => settings(folder)),
    ),
  };
}

/** The ids of all processes in the same process namespace as this one, as the machine sees them. */
export function processesBeside(pid: number): number[] {
  const namespace = namespaceOf(pid);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => namespace !== null && namespaceOf(other) === namespace);
}

/** The ids of the programs that took others into the namespaces of a process. */
export function entered(pid: number): number[] {
  const pgrep = spawnSync('pgrep', ['-f', `^nsenter -t ${pid} `], { encoding: 'utf8' });
  return pgrep.stdout.split('\n').filter(Boolean).map(Number);
}

/** The mounts of the machine, as seen from outside the cluster, at or below a folder. */
export function mountsBelow(folder: string): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(folder));
}

function namespaceOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

function cgroups(): string[] {
  const root = '/sys/fs/cgroup';
  const roots = existsSync(join(root, 'cgroup.controllers'))
    ? [root]
    : readdirSync(root).map((name) => join(root, name));
  return roots.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
}

/** Counters and the like change by themselves. */
const restless =
  /random|ns_last_pid|-(nr|state)$|_nr$|nr_|pty|count|stat|drop_caches|overflow|msg_next|sem_next|shm_next/;

function settings(folder: string): [string, string][] {
  const place = join('/proc/sys', folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !restless.test(entry.name))
    .flatMap((entry) => {
      try {
        return [[`${folder}/${entry.name}`, readFileSync(join(place, entry.name), 'utf8')]];
      } catch {
        return [];
      }
    });
}
