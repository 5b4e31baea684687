import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, root } from './places.mjs';
import { runLogged, toolEnvironment } from './run.mjs';

/** The jest projects, in the order in which they run. A whole cluster is one at a time. */
export const suites = {
  unit: { name: 'unit', args: ['--maxWorkers=2'] },
  db: { name: 'database and Temporal', args: ['--maxWorkers=2'] },
  pages: { name: 'pages in a browser', args: ['--maxWorkers=2'] },
  e2e: { name: 'end to end', args: ['--maxWorkers=2'] },
  cluster: { name: 'Kubernetes API', args: ['--maxWorkers=2'] },
  node: { name: 'Kubernetes node', args: ['--runInBand'] },
  long: { name: 'long', args: ['--runInBand'] },
};

/** The arguments and environment by which jest counts every test of a project as skipped and starts nothing. */
export const skipAll = { args: ['--testNamePattern', '(?!)'], environment: { SIDETRACK_TEST_SKIPPED: '1' } };

/**
 * Runs one project of jest.
 * @returns {Promise<{passed: number, failed: number, skipped: number, log: string, failures: string}>}
 */
export async function runJest(node, project, environment, extraArgs) {
  const results = join(cacheDir, `jest-${project}.json`);
  rmSync(results, { force: true });
  const { code, log, output } = await runLogged(
    `jest-${project}`,
    node,
    [
      ...['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
      ...[
        '--selectProjects',
        project,
        '--json',
        `--outputFile=${results}`,
        '--forceExit',
        ...suites[project].args,
        ...extraArgs,
      ],
    ],
    { env: toolEnvironment(environment), cwd: root },
  );
  const report = readReport(results);
  if (!report) return { passed: 0, failed: 1, skipped: 0, log, failures: output };
  const failures = report.testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, message }) => `${name.slice(root.length + 1)}\n${message}`)
    .join('\n');
  // A file that could not even be loaded has no tests to count, and still has failed.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + broken || (code === 0 ? 0 : 1);
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    log,
    failures,
  };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
