import { freePort as chooseFreePort, isPortFree } from '../../installation/ports.ts';

const HOST = '127.0.0.1';

/** Whether nobody listens on this port of the loopback address. */
export function isFree(port: number): Promise<boolean> {
  return isPortFree(port, HOST);
}

/** A port that is free at this moment, preferably the given one. */
export async function freePort(preferred?: number): Promise<number> {
  return preferred !== undefined && (await isFree(preferred)) ? preferred : chooseFreePort(HOST);
}
