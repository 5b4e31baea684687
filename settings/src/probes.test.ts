import { serveProbes } from './probes.ts';

test('says that it runs, whether it can work, and its metrics; nothing else', async () => {
  let reason: string | null = 'Temporal does not answer.';
  const probes = await serveProbes({
    port: 0,
    host: '127.0.0.1',
    notReady: () => reason,
    metrics: () => Promise.resolve({ type: 'text/plain; version=0.0.4', text: 'up 1' }),
  });
  const ask = async (path: string): Promise<[number, string]> => {
    const answer = await fetch(`http://127.0.0.1:${probes.port}${path}`, { headers: { connection: 'close' } });
    return [answer.status, (await answer.text()).trim()];
  };
  expect(await ask('/healthz')).toEqual([200, 'ok']);
  expect(await ask('/readyz')).toEqual([503, 'Temporal does not answer.']);
  reason = null;
  expect(await ask('/readyz?x')).toEqual([200, 'ready']);
  expect(await ask('/metrics')).toEqual([200, 'up 1']);
  expect((await ask('/internal'))[0]).toBe(404);
  await expect(
    serveProbes({
      port: probes.port,
      host: '127.0.0.1',
      notReady: () => null,
      metrics: () => Promise.reject(new Error()),
    }),
  ).rejects.toThrow(/SIDETRACK_PROBE_PORT/);
  probes.close();
});
