/** `node tools/test-images.mjs`: builds the images that the tests run, and prints each one's name and archive as JSON. */
import { ensureTestImages } from './images/test-images.mjs';
import { main } from './lib/main.mjs';

await main(async () => process.stdout.write(`${JSON.stringify(await ensureTestImages(), null, 2)}\n`));
