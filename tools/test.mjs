/**
 * `npm test`: sets up what is missing, then runs every check and every test. The last line counts them.
 *
 *   --only checks,unit,db,pages,e2e,cluster,node   some of the parts     --long   also what takes an hour     anything else goes to jest
 */
import { releaseImageStore } from './images/test-images.mjs';
import { checks } from './lib/checks.mjs';
import { ensureClusterNeeds } from './lib/cluster-needs.mjs';
import { runJest, skipAll, suites } from './lib/jest-suites.mjs';
import { main } from './lib/main.mjs';
import { setup } from './lib/setup.mjs';
import { duration, say, step } from './lib/steps.mjs';
import { ensureTestNeeds } from './lib/test-needs.mjs';

const args = process.argv.slice(2);
const only = takeValue('--only');
const long = takeFlag('--long');
/** Parts for which no browser, decoder or Redis is installed. */
const withoutServices = ['checks', 'cluster'];

await main(async () => {
  const parts = only
    ? only.split(',')
    : ['checks', 'unit', 'db', 'pages', 'e2e', 'cluster', 'node', ...(long ? ['long'] : [])];
  const unknown = parts.find((part) => part !== 'checks' && !(part in suites));
  if (unknown) throw new Error(`--only takes checks, unit, db, pages, e2e, cluster, node or long, not ${unknown}.`);
  const { node, temporal } = await setup();
  const cluster = await ensureClusterNeeds(parts);
  const environment = {
    SIDETRACK_TEMPORAL_CLI: temporal,
    ...(parts.some((part) => !withoutServices.includes(part)) ? await ensureTestNeeds() : {}),
    ...cluster.environment,
  };
  const run = async (part) => {
    if (part === 'checks') return runChecks(node);
    return [cluster.skipped[part] ? await skipSuite(node, part) : await runSuite(node, part, environment)];
  };
  try {
    return report(await runParts(parts, run));
  } finally {
    releaseImageStore();
  }
});

/** The node waits more than it works: what needs no service, or a database alone, runs beside it. Then one part after another. */
async function runParts(parts, run) {
  const beside = parts.includes('node') ? ['checks', 'unit', 'db'] : [];
  const oneByOne = async (lane) => {
    const rows = new Map();
    for (const part of lane) rows.set(part, await run(part));
    return rows;
  };
  const [first, alone] = await Promise.all([
    oneByOne(parts.filter((part) => beside.includes(part))),
    oneByOne(parts.filter((part) => part === 'node')),
  ]);
  const rest = await oneByOne(parts.filter((part) => !first.has(part) && !alone.has(part)));
  const rows = new Map([...first, ...alone, ...rest]);
  return parts.flatMap((part) => rows.get(part));
}

/** Two at a time: the linter takes about as long as all the others. */
async function runChecks(node) {
  const slow = checks.filter(({ name }) => name.startsWith('lint'));
  const others = checks.filter((check) => !slow.includes(check));
  const lanes = await Promise.all([slow, others].map((lane) => runLane(node, lane)));
  return lanes.flat();
}

async function runLane(node, lane) {
  const rows = [];
  for (const { name, run } of lane) {
    const row = await timed(name, 10, async () => {
      const { code, output, log } = await run(node);
      return {
        passed: code === 0 ? 1 : 0,
        failed: code === 0 ? 0 : 1,
        skipped: 0,
        failures: code === 0 ? '' : output,
        log,
      };
    });
    rows.push(row);
  }
  return rows;
}

function skipSuite(node, part) {
  return timed(`${suites[part].name} (skipped)`, 5, () =>
    runJest(node, part, skipAll.environment, [...skipAll.args, ...args]),
  );
}

function runSuite(node, part, environment) {
  return timed(`${suites[part].name} (jest)`, 60, () => runJest(node, part, environment, args));
}

async function timed(name, estimateSeconds, run) {
  const began = Date.now();
  const outcome = await step(name, { estimateSeconds, label: (done) => (done.failed ? '✗' : '✓') }, run);
  if (outcome.failures) say(`${outcome.failures}\nThe full story: ${outcome.log}\n`);
  return { name, seconds: (Date.now() - began) / 1000, ...outcome };
}

function report(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = ({ name, passed, failed, skipped, seconds }) =>
    `${name.padEnd(width)} ${String(passed).padStart(7)} ${String(failed).padStart(7)} ${String(skipped).padStart(8)} ${duration(seconds).padStart(13)}`;
  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);
  const heading = `\n${''.padEnd(width)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'skipped'.padStart(8)} ${'time'.padStart(13)}`;
  process.stdout.write(`${heading}\n${rows.map(line).join('\n')}\n\n`);
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped\n`);
  return total('failed') > 0 || total('passed') === 0 ? 1 : 0;
}

function takeValue(name) {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args.splice(at, 2)[1];
}

function takeFlag(name) {
  const at = args.indexOf(name);
  return at !== -1 && args.splice(at, 1).length === 1;
}
