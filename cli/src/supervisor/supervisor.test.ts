import { spawn, type ChildProcess } from 'node:child_process';
import { endOrphans } from './end-orphans.ts';
import { identify, isRunning } from './identity.ts';
import { runOfChild, type Service } from './service.ts';
import { Supervisor, type RecordedChild } from './supervisor.ts';

const idle = 'setInterval(() => {}, 1000)';
const waitFor = async (question: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; !question();) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((wake) => setTimeout(wake, 20));
  }
};

function makeSupervisor() {
  const said: string[] = [];
  let recorded: readonly RecordedChild[] = [];
  const supervisor = new Supervisor({ say: (line) => said.push(line), record: (children) => (recorded = children) });
  return { supervisor, said, recorded: () => recorded };
}

/** A service of real processes; `order` is told each end. */
function service(name: string, order: string[] = []): Service & { children: ChildProcess[] } {
  const children: ChildProcess[] = [];
  return {
    name,
    logPath: `${name}.log`,
    children,
    start() {
      const child = spawn(process.execPath, ['-e', idle]);
      child.once('exit', () => order.push(name));
      children.push(child);
      return Promise.resolve(runOfChild(child, 'SIGTERM', 5));
    },
  };
}

describe('the supervisor', () => {
  test('starts a service again that died, says so, and records the new process', async () => {
    const { supervisor, said, recorded } = makeSupervisor();
    const worker = service('worker');
    await supervisor.start(worker);
    const first = worker.children[0]!;
    expect(recorded()).toEqual([{ name: 'worker', ...identify(first.pid!)! }]);
    first.kill('SIGKILL');
    await waitFor(() => said.includes('worker runs again.'));
    expect(said[0]).toBe('worker ended (signal SIGKILL); starting it again. Its story: worker.log');
    expect(recorded().map(({ pid }) => pid)).toEqual([worker.children[1]!.pid]);
    await supervisor.stop();
  });

  test('stops in the reverse order of the start, and starts nothing again', async () => {
    const order: string[] = [];
    const { supervisor, said, recorded } = makeSupervisor();
    const services = ['database', 'server', 'page'].map((name) => service(name, order));
    for (const each of services) await supervisor.start(each);
    await supervisor.stop();
    expect(order).toEqual(['page', 'server', 'database']);
    expect(services.map(({ children }) => children.length)).toEqual([1, 1, 1]);
    expect(said).toEqual([]);
    expect(recorded()).toEqual([]);
  });

  test('keeps trying while a service cannot start', async () => {
    const { supervisor, said } = makeSupervisor();
    const real = service('moody');
    let starts = 0;
    await supervisor.start({
      ...real,
      start: (signal) => (++starts === 2 ? Promise.reject(new Error('not yet')) : real.start(signal)),
    });
    real.children[0]!.kill('SIGKILL');
    await waitFor(() => said.includes('moody runs again.'));
    expect(said).toContain('not yet');
    await supervisor.stop();
  });

  test('passes the failure of a first start on', async () => {
    const { supervisor } = makeSupervisor();
    const failing: Service = { name: 'x', logPath: '', start: () => Promise.reject(new Error('no')) };
    await expect(supervisor.start(failing)).rejects.toThrow('no');
    await supervisor.stop();
    await expect(supervisor.start(service('late'))).rejects.toThrow('being stopped');
  });
});

describe('processes that an earlier run left behind', () => {
  test('are ended, and only they', async () => {
    const orphan = spawn(process.execPath, ['-e', idle]);
    const stranger = spawn(process.execPath, ['-e', idle]);
    const identity = identify(orphan.pid!)!;
    expect(await endOrphans([identity, { pid: stranger.pid!, started: 'another time' }], 5)).toBe(1);
    expect(isRunning(identity)).toBe(false);
    expect(identify(stranger.pid!)).not.toBeNull();
    stranger.kill('SIGKILL');
  });
});
