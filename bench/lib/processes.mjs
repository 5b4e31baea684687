import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100;

/**
 * What a process and all it started have used: processor seconds (those that ended included, once they were waited for) and resident
 * bytes now. Undefined where there is no /proc.
 */
export function usage(pid) {
  try {
    let cpuSeconds = 0;
    let residentBytes = 0;
    for (const member of family(pid)) {
      const stat = fields(member);
      // utime, stime, and those of children that ended.
      cpuSeconds += (stat[11] + stat[12] + stat[13] + stat[14]) / TICKS;
      residentBytes += stat[21] * 4096;
    }
    return { cpuSeconds, residentBytes };
  } catch {
    return undefined;
  }
}

/** Looks at the resident memory of a process and its children again and again; stop() gives the highest seen, in bytes. */
export function watchMemory(pid, everyMs = 20) {
  let peak = usage(pid)?.residentBytes;
  const timer = setInterval(() => {
    const now = usage(pid)?.residentBytes;
    if (now !== undefined) peak = Math.max(peak ?? 0, now);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

function family(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap((child) => familyOf(child))];
}

/** Of a child, which may have ended since it was listed. */
function familyOf(child) {
  try {
    fields(child);
    return family(child);
  } catch {
    return [];
  }
}

/** /proc/PID/stat from its third field on: the second, the name, may hold spaces. */
function fields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
}
