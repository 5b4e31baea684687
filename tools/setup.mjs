/** `npm run setup`: installs and builds what `sidetrack up` needs, and no more. Runs before anything is installed. */
import { main } from './lib/main.mjs';
import { setup } from './lib/setup.mjs';

await main(() => setup());
