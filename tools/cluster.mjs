/**
 * `npm run cluster -- …`: a cluster of one's own on this machine, for trying things out.
 *
 *   up [--control-plane]   starts it: with a node as root on Linux, else (or with the flag) an API server without any
 *   kubectl …              runs kubectl on it      load IMAGE.tar…   makes images known to its node      down   removes it
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureClusterPrograms, nodeObstacle } from './lib/cluster-needs.mjs';
import { runInForeground } from './lib/foreground.mjs';
import { main } from './lib/main.mjs';
import { cacheDir, logsDir, root } from './lib/places.mjs';
import { SetupError, toolEnvironment } from './lib/run.mjs';
import { setup } from './lib/setup.mjs';
import { say, step } from './lib/steps.mjs';

const [command, ...args] = process.argv.slice(2);
const file = join(cacheDir, 'cluster.json');
const commands = { up, down, kubectl, load };

await main(() => {
  const run = commands[command];
  if (!run) throw new SetupError('Say what to do: npm run cluster -- up | down | kubectl … | load IMAGE.tar…');
  return run();
});

async function up() {
  if (running()) return tell();
  const { node } = await setup();
  const obstacle = args.includes('--control-plane') ? 'asked for without a node.' : await nodeObstacle();
  if (obstacle) say(`  A cluster without a node: ${obstacle}`);
  await ensureClusterPrograms(!obstacle);
  const log = join(logsDir, 'cluster.log');
  mkdirSync(logsDir, { recursive: true });
  const output = openSync(log, 'w');
  const folder = join(cacheDir, 'cluster');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await step('cluster', { estimateSeconds: 15 }, async () => {
    const kind = obstacle ? 'control-plane' : 'node';
    const keeper = spawn(node, [join(root, 'k8s/dist/cluster-main.js'), kind, folder, file], {
      detached: true,
      stdio: ['ignore', output, output],
      env: toolEnvironment(),
    });
    keeper.unref();
    while (!existsSync(file)) {
      if (keeper.exitCode !== null)
        throw new SetupError(`The cluster did not start: ${readFileSync(log, 'utf8').trim()}`);
      await pause(100);
    }
  });
  return tell();
}

function tell() {
  const { kubeconfig, attachment } = mustRun();
  say(attachment ? 'A cluster with one node runs.' : 'An API server without any node runs.');
  say('Ask it with `npm run cluster -- kubectl get pods -A`, remove it with `npm run cluster -- down`.');
  process.stdout.write(`export KUBECONFIG=${kubeconfig}\n`);
}

async function down() {
  const cluster = running();
  if (!cluster) return say('No cluster runs.');
  process.kill(cluster.pid, 'SIGTERM');
  while (isAlive(cluster.pid)) await pause(50);
  say('The cluster is gone.');
}

function kubectl() {
  const cluster = mustRun();
  return runInForeground(cluster.kubectl, args, { KUBECONFIG: cluster.kubeconfig });
}

async function load() {
  const { attachment } = mustRun();
  if (!attachment)
    throw new SetupError('This cluster has no node: start one as root on Linux, without --control-plane.');
  const missing = args.find((path) => !existsSync(path));
  if (args.length === 0 || missing)
    throw new SetupError(`Name the archives of images to load; there is no ${missing ?? 'name'}.`);
  const { attachNode } = await import(join(root, 'k8s/dist/index.js'));
  for (const path of args) await attachNode(attachment).loadImage(resolve(path));
  say(`${args.length === 1 ? 'The archive is' : 'The archives are'} loaded.`);
}

function mustRun() {
  const cluster = running();
  if (!cluster) throw new SetupError('No cluster runs: start one with `npm run cluster -- up`.');
  return cluster;
}

/** The cluster that runs; one whose keeper was killed is gone. */
function running() {
  if (!existsSync(file)) return undefined;
  const cluster = JSON.parse(readFileSync(file, 'utf8'));
  if (isAlive(cluster.pid)) return cluster;
  rmSync(file);
  return undefined;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
