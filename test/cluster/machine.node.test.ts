import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { attachNode, startNode, until, type Attachment } from '@sidetrack/k8s';
import { entered, lookAtMachine, mountsBelow, processesBeside } from './support/machine.ts';

/** A cluster without an index takes a low one; runs beside each other take different ones. */
const INDEX = 100 + (process.pid % 150);

describe('a cluster on this machine', () => {
  test('leaves it as it was when it is stopped', async () => {
    const before = lookAtMachine(INDEX);
    const folder = mkdtempSync(join(tmpdir(), 'sidetrack-machine-'));
    const node = await startNode({ folder, index: INDEX });
    const { pid } = node.attachment;
    const inside = processesBeside(pid);
    expect(inside.length).toBeGreaterThan(8);
    expect(lookAtMachine(INDEX).settings).toEqual(before.settings);
    const second = startNode({ folder: `${folder}-second`, index: INDEX });
    await expect(second).rejects.toThrow(`A cluster in 10.201.${INDEX}.0/24 runs`);
    expect(await node.kubectl(['get', 'nodes', '-o', 'name'])).toBe('node/node1\n');
    await node.stop();
    expect(inside.filter((process) => !isGone(process))).toEqual([]);
    expect(lookAtMachine(INDEX)).toEqual(before);
    expect(mountsBelow(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  }, 240_000);

  test('leaves it as it was when whoever started it is killed', async () => {
    const before = lookAtMachine(INDEX);
    const folder = mkdtempSync(join(tmpdir(), 'sidetrack-machine-'));
    const starter = spawn(
      process.execPath,
      [join(import.meta.dirname, 'support/start-a-node.ts'), folder, String(INDEX)],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const [line] = (await Promise.race([
      once(createInterface({ input: starter.stdout }), 'line'),
      once(starter, 'exit').then(() => Promise.reject(new Error('It did not start a cluster.'))),
    ])) as [string];
    const attachment = JSON.parse(line) as Attachment;
    const processes = [...processesBeside(attachment.pid), ...entered(attachment.pid)];
    expect(processes.length).toBeGreaterThan(16);
    await attachNode(attachment).halt('kube-scheduler');
    starter.kill('SIGKILL');
    await until('An end of it', () => Promise.resolve(processes.every(isGone) && !existsSync(folder)), { seconds: 20 });
    expect(lookAtMachine(INDEX)).toEqual(before);
    expect(mountsBelow(folder)).toEqual([]);
  }, 240_000);
});

function isGone(pid: number): boolean {
  return !existsSync(`/proc/${pid}`);
}
