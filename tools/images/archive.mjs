import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';

/**
 * Writes images into one OCI archive, in which a layer that several of them share lies once.
 * @param {{program: string}} builder buildah
 * @param {string[]} images names with tags
 * @param {string} archive the file to write
 * @param {Record<string, string>} env names the store of images
 */
export async function writeArchive(builder, images, archive, env) {
  const layout = `${archive}.layout`;
  const remedy = `The images could not be written to ${archive}: see that there is room on the disk.`;
  await step('images: archive', { estimateSeconds: 15 }, async () => {
    await rm(layout, { recursive: true, force: true });
    for (const image of images)
      await mustRun(
        'image-archive',
        builder.program,
        ['push', '--disable-compression', image, `oci:${layout}:${image}`],
        remedy,
        {
          env: { ...process.env, ...env },
        },
      );
    await nameForContainerd(join(layout, 'index.json'));
    await mustRun('image-tar', 'tar', ['-C', layout, '-cf', archive, '.'], remedy);
    await rm(layout, { recursive: true, force: true });
  });
}

/** containerd takes a whole name from an annotation of its own; the standard's one holds a tag in its eyes. */
async function nameForContainerd(file) {
  const index = JSON.parse(await readFile(file, 'utf8'));
  for (const manifest of index.manifests)
    manifest.annotations = {
      ...manifest.annotations,
      'io.containerd.image.name': manifest.annotations['org.opencontainers.image.ref.name'],
    };
  await writeFile(file, JSON.stringify(index));
}
