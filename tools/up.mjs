/** `npm run up -- ARGS`: `npm run setup`, then `sidetrack up ARGS`. */
import { main } from './lib/main.mjs';
import { setup } from './lib/setup.mjs';
import { runInForeground } from './lib/foreground.mjs';

await main(async () => {
  const { node, temporal } = await setup();
  return runInForeground(node, ['cli/bin/sidetrack.mjs', 'up', ...process.argv.slice(2)], {
    SIDETRACK_TEMPORAL_CLI: temporal,
  });
});
