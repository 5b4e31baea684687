import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Ports of Temporal, which nobody types in; kept, so that its pages stay where they were. PostgreSQL keeps its own. */
const portsSchema = z.object({ temporal: z.int(), temporalUi: z.int() });
export type InnerPorts = z.infer<typeof portsSchema>;

/** The ports of an earlier start where they are still free, else new ones. */
export async function chooseInnerPorts(path: string, host: string): Promise<InnerPorts> {
  const earlier = readPorts(path);
  const taken = new Set<number>();
  const choose = async (port: number | undefined): Promise<number> => {
    if (port !== undefined && !taken.has(port) && (await isPortFree(port, host))) return keep(port);
    for (;;) {
      const free = await freePort(host);
      if (!taken.has(free)) return keep(free);
    }
  };
  const keep = (port: number): number => {
    taken.add(port);
    return port;
  };
  const ports = {
    temporal: await choose(earlier?.temporal),
    temporalUi: await choose(earlier?.temporalUi),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(ports)}\n`);
  return ports;
}

/** Whether a server could listen there now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => answer(true)));
  });
}

/**
 * A port that is free at this moment, below the ones that systems hand to outgoing connections (32768 and up on Linux, 49152 elsewhere):
 * among those, some client could take it while its server is being started again.
 */
export async function freePort(host: string): Promise<number> {
  for (;;) {
    const port = randomInt(lowestPort, highestPort + 1);
    if (await isPortFree(port, host)) return port;
  }
}

const lowestPort = 20_000;
const highestPort = 32_767;

function readPorts(path: string): InnerPorts | null {
  try {
    return portsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}
