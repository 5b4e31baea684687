import { execFileSync } from 'node:child_process';

/** Ids of all processes below `pid`. */
export function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='])
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found: number[] = [];
  const open = [pid];
  while (open.length > 0) {
    const parent = open.pop()!;
    const children = table.filter(([, ppid]) => ppid === parent).map(([child]) => child!);
    found.push(...children);
    open.push(...children);
  }
  return found;
}

/** The process below `pid` whose command line matches. */
export function childRunning(pid: number, commandLine: RegExp): number | undefined {
  return descendantsOf(pid).find((child) => commandLine.test(commandLineOf(child)));
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function commandLineOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)]).toString();
  } catch {
    return '';
  }
}
