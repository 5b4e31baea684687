/**
 * How much labels teach of drawn listeners: see docs/science/labels.md.
 *
 *   node analysis/tools/judge-labels.ts
 */
import { judgeDrawnListeners } from '../src/calibration/drawn-listeners-test-tools.ts';

for (const kind of ['absolute', 'pairwise'] as const) {
  for (const count of [1, 3, 10, 30, 50]) {
    if (kind === 'pairwise' && count === 1) continue;
    const { held, error } = judgeDrawnListeners({ listeners: 400, count, kind, seed: 11 });
    process.stdout.write(
      `${kind} ${String(count)}: intervals hold ${(100 * held).toFixed(1)} %, error ${error.toFixed(3)}\n`,
    );
  }
}
