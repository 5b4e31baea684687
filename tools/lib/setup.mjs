import { build } from './build.mjs';
import { installPackages, linkPostgresLibraries, projectNode } from './packages.mjs';
import { duration, say } from './steps.mjs';
import { ensureTemporal } from './temporal.mjs';

/**
 * Everything that a start needs: packages, Node 24, PostgreSQL's libraries, Temporal and the built programs. What is there already
 * is kept, so a second call takes about a second.
 * @returns {Promise<{node: string, temporal: string}>} the programs to run with
 */
export async function setup() {
  const began = Date.now();
  // Temporal may take minutes to build, and needs nothing of the others.
  const [temporal, node] = await Promise.allSettled([ensureTemporal(), installAndBuild()]);
  for (const outcome of [node, temporal]) if (outcome.status === 'rejected') throw outcome.reason;
  const seconds = (Date.now() - began) / 1000;
  if (seconds > 5) say(`✓ everything is in place (${duration(seconds)})`);
  return { node: node.value, temporal: temporal.value };
}

async function installAndBuild() {
  await installPackages();
  const node = projectNode();
  await linkPostgresLibraries();
  await build(node);
  return node;
}
