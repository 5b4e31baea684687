/** One structured line on stderr, in the shape that the other processes' pino writes. */
export function log(level: 'info' | 'error', message: string): void {
  const line = { level: level === 'info' ? 30 : 50, time: Date.now(), name: 'site', pid: process.pid, msg: message };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
