import { join } from 'node:path';
import type { Places } from '../installation/places.ts';
import { startPostgres, type RunningPostgres } from '../services/postgres.ts';
import { startTemporal } from '../services/temporal.ts';
import { LogFile } from '../supervisor/log-file.ts';
import type { Service } from '../supervisor/service.ts';

/** PostgreSQL of this installation. After its first start it keeps its port, so that clients find it again. */
export function postgresService(places: Places, say: (line: string) => void): Service & { current(): RunningPostgres } {
  const dataDir = join(places.dir, 'postgres');
  let running: RunningPostgres | undefined;
  return {
    name: 'PostgreSQL',
    logPath: join(dataDir, 'postgres.log'),
    current: () => {
      if (running === undefined) throw new Error('PostgreSQL has not been started.');
      return running;
    },
    async start() {
      const port = running === undefined ? {} : { port: running.port };
      const started = await startPostgres({ dataDir, log: say, ...port });
      running = started;
      return {
        pid: started.pid,
        exited: started.exited,
        stop: () => started.stop(),
        kill: () => killHard(started.pid),
      };
    },
  };
}

/** Temporal's development server of this installation, on the given ports. */
export function temporalService(places: Places, ports: { temporal: number; temporalUi: number }): Service {
  const logPath = join(places.logs, 'temporal.log');
  const log = new LogFile(logPath);
  return {
    name: 'Temporal',
    logPath,
    start: (signal) =>
      startTemporal({
        dataDir: join(places.dir, 'temporal'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        log: (text) => log.write(text),
        signal,
      }),
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
