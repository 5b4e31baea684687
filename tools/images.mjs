/**
 * `npm run images -- [operator|api|site|worker …]`: builds the images with docker, podman or buildah.
 *
 *   --builder NAME    which of the three (the first one on PATH)
 *   --registry NAME   what the images are called before their name (localhost/sidetrack)
 *   --tag TAG         their tag (the project's version)
 *   --base IMAGE      the image to build on: Debian or Ubuntu with Node 24 and npm (the one the Dockerfile names)
 *   --npmrc FILE      for a private npm registry (~/.npmrc)      --ca FILE   certificates that npm is to trust (NODE_EXTRA_CA_CERTS)
 *   --out DIR         where the lists of what is inside go, <name>.cdx.json (dist/images)
 *   --save            also write <name>.tar there, for docker load, podman load or ctr images import
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProductImages, version } from './images/build-product.mjs';
import { findBuilder, saveImage } from './images/builder.mjs';
import { targets } from './images/inside/targets.mjs';
import { main } from './lib/main.mjs';
import { root } from './lib/places.mjs';
import { SetupError } from './lib/run.mjs';
import { step } from './lib/steps.mjs';

const text = { type: 'string' };

await main(async () => {
  const { values, positionals } = readArguments();
  const unknown = positionals.find((name) => !(name in targets));
  if (unknown) throw new SetupError(`There is no image ${unknown}: name ${Object.keys(targets).join(', ')}.`);
  const builder = findBuilder(values.builder);
  const sboms = resolve(values.out ?? join(root, 'dist', 'images'));
  const images = await buildProductImages(builder, {
    ...values,
    sboms,
    ...(positionals.length > 0 && { names: positionals }),
    registry: values.registry ?? 'localhost/sidetrack',
    tag: values.tag ?? version,
  });
  for (const { name, image } of values.save ? images : []) {
    const file = join(sboms, `${name}.tar`);
    await step(`${name}.tar`, { estimateSeconds: 10 }, () => saveImage(builder, { tag: image, file }));
  }
  for (const { image } of images) process.stdout.write(`${image}\n`);
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ...{ builder: text, registry: text, tag: text, base: text, npmrc: text, ca: text, out: text },
        save: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new SetupError(`${error.message} The options stand at the top of tools/images.mjs.`);
  }
}
