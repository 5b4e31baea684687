import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { root } from './places.mjs';
import { mustRun, toolEnvironment } from './run.mjs';
import { step } from './steps.mjs';

/** What of these is here: the build of the images has no command and no test cluster. */
const compiled = ['settings', 'analysis', 'prisma', 'activities', 'workflows', 'api', 'cli', 'operator', 'k8s'].filter(
  (folder) => existsSync(join(root, folder, 'tsconfig.json')),
);
const sources = (folder) => [`${folder}/src`, `${folder}/tsconfig.json`, `${folder}/package.json`];

/**
 * Builds what runs: the kernels, the database client, the compiled workspaces, the workflow bundle, the dashboard. A part whose inputs have not
 * changed since its last build is passed over.
 * @param {string} node the Node to build with
 */
export async function build(node) {
  const site = buildPart(node, {
    name: 'dashboard',
    inputs: [...sources('site'), 'site/astro.config.mjs', 'site/public', 'package-lock.json'],
    output: 'site/dist/server/entry.mjs',
    estimateSeconds: 25,
    command: ['node_modules/astro/bin/astro.mjs', 'build', '--root', 'site', '--silent'],
    environment: { ASTRO_TELEMETRY_DISABLED: '1' },
  });
  const kernels = buildPart(node, {
    name: 'kernels',
    inputs: ['analysis/kernels', 'analysis/tools/build-kernels.mjs', 'package-lock.json'],
    output: 'analysis/generated/umap-layout.wasm',
    estimateSeconds: 15,
    command: ['analysis/tools/build-kernels.mjs'],
  });
  // A failure of one branch is reported once all have stopped, so that nothing keeps writing after the command has ended.
  const outcomes = await Promise.allSettled([buildServer(node), site, kernels]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function buildServer(node) {
  await buildPart(node, {
    name: 'database client',
    inputs: ['prisma/schema.prisma', 'prisma/prisma.config.ts', 'package-lock.json'],
    output: 'prisma/src/generated/client.ts',
    estimateSeconds: 4,
    command: ['node_modules/prisma/build/index.js', 'generate', '--schema', 'prisma/schema.prisma'],
    // Prisma would download an engine that generating does not need.
    environment: { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', CHECKPOINT_DISABLE: '1' },
  });
  await buildPart(node, {
    name: 'programs',
    inputs: ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json', ...compiled.flatMap(sources)],
    output: 'cli/dist/main.js',
    estimateSeconds: 20,
    command: ['node_modules/typescript/bin/tsc', '-b', ...compiled],
  });
  await buildPart(node, {
    name: 'workflow bundle',
    inputs: ['workflows/src', 'package-lock.json'],
    output: 'workflows/dist/bundle.js',
    estimateSeconds: 6,
    command: ['workflows/dist/build-bundle.js'],
  });
}

async function buildPart(node, { name, inputs, output, estimateSeconds, command, environment = {} }) {
  const stamp = join(root, dirname(output), '.built-from');
  const wanted = fingerprint([...inputs, 'tools/lib/build.mjs']);
  if (existsSync(join(root, output)) && readIfThere(stamp) === wanted) return;
  await step(`build: ${name}`, { estimateSeconds }, () =>
    mustRun(
      `build-${name.replaceAll(' ', '-')}`,
      node,
      command,
      `The ${name} could not be built: if you changed the code, see what the compiler says; otherwise run \`git status\` and \`npm ci\`, then the same command again.`,
      { env: toolEnvironment(environment) },
    ),
  );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
