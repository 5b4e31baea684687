import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MEASURER_ARGUMENTS, MEASURER_ENVIRONMENT } from '../../activities/dist/extract/measurer.js';
import { root } from '../../tools/lib/places.mjs';
import { which } from '../../tools/lib/run.mjs';
import { usage, watchMemory } from './processes.mjs';

/** The last core: the first is where a system's own work tends to be. */
const pin = which('taskset') ? ['taskset', '-c', String(cpus().length - 1)] : [];

/**
 * One measurement of a file.
 * @typedef {{wallSeconds: number, cpuSeconds?: number, peakBytes?: number, stages?: Record<string, number>}} Run
 * @typedef {{name: string, title: string, measure: (path: string) => Promise<Run>, close: () => void}} Contestant
 */

/**
 * The project as a worker runs it: the process that stays and measures one track after the other.
 * @param {readonly string[]} models
 * @returns {Promise<Contestant>}
 */
export async function startProject(models) {
  const entry = join(root, 'activities/dist/extract/measure-main.js');
  const child = startPinned(process.execPath, [...MEASURER_ARGUMENTS, entry], {
    env: { ...process.env, ...MEASURER_ENVIRONMENT },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const ask = async (path) => {
    child.send({ path, options: { excerptSeconds: 0, excerptFrom: 'middle', models } });
    const answer = await answerOf(
      child,
      once(child, 'message').then(([message]) => message),
    );
    if (answer.outcome !== 'measured') throw new Error(`SideTrack could not measure ${path}: ${answer.reason}`);
    return answer.measurement.seconds;
  };
  return {
    name: 'sidetrack',
    title: 'SideTrack, a running worker',
    measure: (path) => timed(child.pid, async () => ({ stages: await ask(path) })),
    close: () => child.kill(),
  };
}

/**
 * The command for one file, from nothing: Node starts, modules, kernels and models are loaded.
 * @returns {Contestant}
 */
export function coldProject() {
  const args = [join(root, 'cli/dist/main.js'), 'analyze', '--json'];
  return {
    name: 'sidetrack-cold',
    title: 'SideTrack, `sidetrack analyze` of one file',
    measure: (path) => whole(process.execPath, [...args, path]),
    close: () => undefined,
  };
}

/**
 * What decoding alone takes ffmpeg, to samples that nobody reads: what is measured of them comes on top.
 * @returns {Contestant}
 */
export function decoder() {
  const sink = ['-f', 'f32le', '-y', '/dev/null'];
  return {
    name: 'ffmpeg',
    title: 'ffmpeg, decoding alone',
    measure: (path) => whole('ffmpeg', ['-v', 'error', '-nostdin', '-threads', '1', '-i', path, '-vn', ...sink]),
    close: () => undefined,
  };
}

/** A program from its start to its end. */
async function whole(program, args) {
  const before = usage(process.pid);
  const own = process.cpuUsage();
  const began = performance.now();
  const child = startPinned(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const memory = watchMemory(child.pid);
  const [code] = await once(child, 'exit');
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(own);
  // Of all that this process and its children used, what it did not use itself. Those that wait for a file use nothing.
  const after = usage(process.pid);
  const cpuSeconds = after && Math.max(0, after.cpuSeconds - before.cpuSeconds - (user + system) / 1e6);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed.`);
  return { wallSeconds, cpuSeconds, peakBytes: memory.stop() };
}

/**
 * A peer: a process of bench/peers that stays and is asked for one file after the other.
 * @returns {Promise<Contestant>}
 */
export async function startPeer({ name, title, python, script }) {
  const child = startPinned(python, ['-W', 'ignore', join(root, 'bench/peers', script)], {
    stdio: ['pipe', 'pipe', process.env.SIDETRACK_LOG_LEVEL === 'debug' ? 'inherit' : 'ignore'],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: '1',
      OMP_NUM_THREADS: '1',
      OPENBLAS_NUM_THREADS: '1',
      NUMBA_NUM_THREADS: '1',
    },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value: line } = await answerOf(child, lines.next());
    if (line !== 'ready' && line !== 'done')
      throw new Error(`${title} failed: ${line}. SIDETRACK_LOG_LEVEL=debug tells more.`);
  };
  await next();
  const measure = (path) =>
    timed(child.pid, async () => {
      child.stdin.write(`${path}\n`);
      await next();
      return {};
    });
  return { name, title, measure, close: () => child.kill() };
}

/** On one core, so that nobody gains by threads; by the name of its machine where that cannot be had. */
function startPinned(program, args, options) {
  const [first, ...rest] = [...pin, program, ...args];
  return spawn(first, rest, options);
}

async function timed(pid, work) {
  const before = usage(pid);
  const memory = watchMemory(pid);
  const began = performance.now();
  const found = await work();
  const wallSeconds = (performance.now() - began) / 1000;
  const after = usage(pid);
  return { wallSeconds, cpuSeconds: after && after.cpuSeconds - before.cpuSeconds, peakBytes: memory.stop(), ...found };
}

/** An answer of a process, or the error that it ended. */
async function answerOf(child, answer) {
  const ended = new AbortController();
  const end = once(child, 'exit', { signal: ended.signal }).then(([code, by]) => {
    throw new Error(`A process of the benchmark ended (${by ?? `exit code ${code}`}).`);
  });
  try {
    return await Promise.race([answer, end]);
  } finally {
    ended.abort();
    end.catch(() => undefined);
  }
}

/** What the figures were taken on. */
export function machine() {
  const ffmpeg = spawnSync('ffmpeg', ['-version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    ffmpeg: ffmpeg ?? 'none',
    pinned: pin.length > 0,
  };
}
