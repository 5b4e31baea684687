import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCrds } from '../api/test-tools.ts';
import { connect, eventually, type Direct } from './cluster-test-tools.ts';
import { startFaultProxy } from './fault-proxy.fixture.ts';

const child = join(import.meta.dirname, 'child.fixture.ts');

interface Line {
  identity: string;
  at: number;
  what: string;
}

describe('two operator processes', () => {
  let direct: Direct;
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    await installCrds();
    direct = await connect();
    folder = await mkdtemp(join(tmpdir(), 'sidetrack-operator-'));
    writeFileSync(join(folder, 'log'), '');
    await direct.cluster.create({
      ...{
        apiVersion: 'sidetrack.network/v1alpha1',
        kind: 'SideTrack',
        metadata: { name: 'home', namespace: direct.namespace },
      },
      spec: { database: { embedded: {} }, temporal: { embedded: {} } },
    } as never);
  });
  afterEach(async () => {
    for (const process of children.splice(0)) process.kill('SIGKILL');
    await direct.end();
    await rm(folder, { recursive: true });
  });

  const lines = (): Line[] =>
    readFileSync(join(folder, 'log'), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => {
        const [identity = '', at = '', ...what] = text.split(' ');
        return { identity, at: Number(at), what: what.join(' ') };
      });
  const writes = (identity: string) => lines().filter((line) => line.identity === identity && line.what === 'wrote');
  const begin = async (identity: string, kubeconfig = direct.kubeconfig) => {
    const env = {
      ...process.env,
      KUBECONFIG: kubeconfig,
      TEST_NAMESPACE: direct.namespace,
      TEST_LOG: join(folder, 'log'),
      TEST_IDENTITY: identity,
    };
    const started = spawn(process.execPath, [child], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    started.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    children.push(started);
    await eventually(15, `${identity} is ready`, () => {
      if (started.exitCode !== null) throw new Error(said);
      return lines().some((line) => line.identity === identity && line.what.startsWith('ready')) || undefined;
    });
    const exited = new Promise<number | null>((resolve) => started.on('exit', resolve));
    return { process: started, exited };
  };
  /** Ends when the second acts; the time from `since` until then, in seconds. */
  const takenOver = async (since: number) => {
    const first = await eventually(30, 'the second writes', () => writes('second')[0]);
    return (first.at - since) / 1000;
  };
  const neverBothAtOnce = () => {
    const begunBySecond = writes('second')[0]!.at;
    expect(writes('first').filter(({ at }) => at >= begunBySecond)).toEqual([]);
  };

  it('killed with SIGKILL, the leader is followed by the other within 20 s', async () => {
    const first = await begin('first');
    await eventually(10, 'the first writes', () => writes('first')[3]);
    await begin('second');
    await pause(5);
    expect(writes('second')).toEqual([]);
    first.process.kill('SIGKILL');
    const seconds = await takenOver(Date.now());
    expect(seconds).toBeLessThan(20);
    expect(seconds).toBeGreaterThan(5);
    neverBothAtOnce();
  }, 60_000);

  it('ended with SIGTERM, the leader finishes, gives the Lease back and is followed at once', async () => {
    const first = await begin('first');
    await eventually(10, 'the first writes', () => writes('first')[0]);
    await begin('second');
    first.process.kill('SIGTERM');
    const seconds = await takenOver(Date.now());
    await expect(first.exited).resolves.toBe(0);
    expect(seconds).toBeLessThan(5);
    neverBothAtOnce();
  }, 60_000);

  it('stopped for 25 s and then woken, the old leader writes nothing more and ends', async () => {
    const first = await begin('first');
    await eventually(10, 'the first writes', () => writes('first')[0]);
    await begin('second');
    await pause(3);
    first.process.kill('SIGSTOP');
    expect(await takenOver(Date.now())).toBeLessThan(20);
    await pause(2);
    first.process.kill('SIGCONT');
    await expect(first.exited).resolves.toBe(1);
    neverBothAtOnce();
  }, 60_000);

  it('cut off from the API server, the leader ends before the other begins', async () => {
    const proxy = await startFaultProxy(direct.kubeconfig);
    const throughProxy = join(folder, 'kubeconfig');
    writeFileSync(throughProxy, proxy.kubeConfigText);
    const first = await begin('first', throughProxy);
    await eventually(10, 'the first writes', () => writes('first')[0]);
    await begin('second');
    await pause(3);
    proxy.hold(true);
    const since = Date.now();
    await expect(first.exited).resolves.toBe(1);
    expect((Date.now() - since) / 1000).toBeLessThan(12);
    expect(await takenOver(since)).toBeLessThan(20);
    neverBothAtOnce();
    await proxy.stop();
  }, 60_000);
});

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
