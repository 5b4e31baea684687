import { mustRun } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';

/**
 * Writes images into one archive that `ctr images import` and `podman load` read. A layer that several of them share lies in it once,
 * and nothing is compressed: it is read on the machine that wrote it.
 * @param {string[]} images names with tags
 * @param {string} archive the file to write
 * @param {Record<string, string>} env names the store of images
 */
export async function writeArchive(images, archive, env) {
  await step('images: archive', { estimateSeconds: 15 }, () =>
    mustRun(
      'image-archive',
      'podman',
      ['save', '--multi-image-archive', '--quiet', '--output', archive, ...images],
      `The images could not be written to ${archive}: see that there is room on the disk.`,
      { env: { ...process.env, ...env } },
    ),
  );
}
