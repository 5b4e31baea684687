import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir, root } from './places.mjs';
import { runLogged, toolEnvironment } from './run.mjs';

/** What is checked without running the product. Each counts as one test. */
export const checks = [
  {
    name: 'format (prettier)',
    run: (node) =>
      program(node, 'prettier', [
        '--check',
        '.',
        '--log-level',
        'warn',
        '--cache',
        '--cache-location',
        join(cacheDir, 'prettier-cache.json'),
      ]),
  },
  ...lintParts(),
  {
    name: 'import arrows (dependency-cruiser)',
    run: (node) =>
      program(node, 'depcruise', [
        '--config',
        '.dependency-cruiser.mjs',
        'settings',
        'analysis',
        'prisma',
        'activities',
        'workflows',
        'api',
        'site/src',
        'cli',
        'operator',
        'k8s',
      ]),
  },
  { name: 'types of the tests (tsc)', run: (node) => program(node, 'tsc', ['-p', 'tsconfig.tests.json']) },
  { name: 'types of the tests in a browser (tsc)', run: (node) => program(node, 'tsc', ['-p', 'test/pages']) },
  {
    name: 'types of the dashboard (astro check)',
    run: (node) =>
      program(node, 'astro', ['check', '--root', 'site', '--minimumSeverity', 'warning'], {
        ASTRO_TELEMETRY_DISABLED: '1',
      }),
  },
  { name: "dashboard's API types are up to date", run: siteTypesDrift },
  {
    name: 'analysis/generated is up to date',
    run: (node) => script(node, ['analysis/tools/build-kernels.mjs', '--check']),
  },
  {
    name: 'activities/generated is up to date',
    run: (node) => script(node, ['activities/tools/build-decoder.mjs', '--check']),
  },
  { name: 'docs/settings.md is up to date', run: (node) => script(node, ['tools/settings-page.mjs', '--check']) },
  {
    name: 'docs/kubernetes-reference.md is up to date',
    run: (node) => script(node, ['tools/kubernetes-page.mjs', '--check']),
  },
  { name: 'k8s/crds is up to date', run: (node) => script(node, ['operator/dist/api/write-crds.js', '--check']) },
];

/** The linter knows the types of all that it reads, which for everything at once is more than a process may hold. */
function lintParts() {
  const parts = [['site'], ['api', 'cli', 'k8s', 'operator']];
  const rest = ['.', ...parts.flat().flatMap((folder) => ['--ignore-pattern', `${folder}/**`])];
  return [...parts, rest].map((folders, index) => ({
    name: `lint (eslint, ${folders[0] === '.' ? 'all else' : folders.join(', ')})`,
    run: (node) =>
      program(
        node,
        'eslint',
        [
          ...folders,
          ...['--max-warnings', '0', '--cache', '--cache-strategy', 'content'],
          ...['--cache-location', join(cacheDir, `eslint-cache-${index}.json`)],
        ],
        { NODE_OPTIONS: '--max-old-space-size=6144' },
      ),
  }));
}

async function siteTypesDrift(node) {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-types-'));
  const fresh = join(folder, 'api.ts');
  try {
    const made = await program(node, 'openapi-typescript', ['api/generated/openapi.json', '--output', fresh]);
    if (made.code !== 0) return made;
    const same = readFileSync(fresh, 'utf8') === readFileSync(join(root, 'site/src/generated/api.ts'), 'utf8');
    return same
      ? made
      : { ...made, code: 1, output: 'site/src/generated/api.ts is stale: run `npm run generate --workspace site`.' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function program(node, name, args, environment) {
  // npm puts a program beside the workspace that asked for it when two want different versions.
  const folders = [root, join(root, 'site')].map((folder) => join(folder, 'node_modules', '.bin', name));
  return script(node, [folders.find((path) => existsSync(path)) ?? name, ...args], environment);
}

function script(node, args, environment = {}) {
  return runLogged(`check-${args[0].split('/').at(-1)}`, node, args, { env: toolEnvironment(environment) });
}
