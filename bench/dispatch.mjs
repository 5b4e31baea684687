/**
 * `sidetrack bench dispatch [--json] [--listeners 100,1000] [--days 2] [--history]`: how fresh plays are for so many listeners under
 * the limits of ListenBrainz and Last.fm: the dispatcher's own choice over simulated services and listeners (test/src/dispatch).
 */
import { parseArgs } from 'node:util';
import { simulate } from '../test/src/dispatch/simulate.ts';
import { main } from '../tools/lib/main.mjs';
import { duration, step } from '../tools/lib/steps.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    listeners: { type: 'string', default: '100,1000,3000,10000,100000,1000000' },
    days: { type: 'string', default: '2' },
    history: { type: 'boolean', default: false },
  },
});

await main(async () => {
  const outcomes = [];
  for (const listeners of values.listeners.split(',').map(Number)) {
    outcomes.push({
      listeners,
      ...(await step(`${listeners} listeners`, { estimateSeconds: 20 }, () => run(listeners))),
    });
  }
  process.stdout.write(values.json ? `${JSON.stringify(outcomes)}\n` : `${outcomes.map(line).join('\n')}\n`);
});

function run(listeners) {
  return Promise.resolve(
    simulate({
      seed: 1,
      listeners,
      lastfmShare: 0.2,
      days: Number(values.days),
      joinWithinDays: 1 / 24,
      intervalSeconds: 60,
      withHistory: values.history,
    }),
  );
}

function line({
  listeners,
  plays,
  lost,
  breaches,
  requests,
  freshnessSeconds: fresh,
  firstPageSeconds: first,
  historySeconds,
}) {
  const at = (seconds) => (Number.isFinite(seconds) ? duration(seconds) : 'not yet');
  return [
    `${listeners} listeners: ${plays} plays came, ${lost} lost, ${breaches} requests beyond a limit`,
    `${requests.listenbrainz} requests to ListenBrainz, ${requests.lastfm} to Last.fm`,
    `a play is here after ${at(fresh.p50)} (half of them), ${at(fresh.p95)} (95 %)`,
    `first plays after ${at(first.p95)} (95 %), whole history after ${at(historySeconds.p95)} (95 %)`,
  ].join('\n  ');
}
