import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/places.mjs';
import { step } from '../lib/steps.mjs';
import { buildImage } from './builder.mjs';
import { withBuildSecrets } from './secrets.mjs';
import { targets } from './inside/targets.mjs';

/** The version that images are tagged with unless another is given. */
export const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/**
 * Builds images of the product from the Dockerfile, and writes the list of what is inside them beside.
 * @param {{name: string, program: string}} builder
 * @param {{names?: string[], registry: string, tag: string, base?: string, sboms: string, npmrc?: string, ca?: string,
 *   env?: Record<string, string>}} options sboms: the folder for <name>.cdx.json
 * @returns {Promise<{name: string, image: string}[]>}
 */
export async function buildProductImages(
  builder,
  { names = Object.keys(targets), registry, tag, base, sboms, npmrc, ca, env },
) {
  const args = { VERSION: version, ...source(), ...(base && { BASE: base }) };
  const shared = { file: join(root, 'Dockerfile'), context: root, args, env };
  return withBuildSecrets({ npmrc, ca }, async (secrets) => {
    const images = [];
    for (const name of names) {
      const image = `${registry}/${name}:${tag}`;
      await step(`image: ${name}`, { estimateSeconds: images.length === 0 ? 180 : 20 }, (note) =>
        buildImage(builder, { ...shared, secrets, target: name, tag: image, onOutput: follow(note) }),
      );
      images.push({ name, image });
    }
    mkdirSync(sboms, { recursive: true });
    await buildImage(builder, { ...shared, secrets, target: 'sbom', exportTo: sboms });
    return images;
  });
}

/** What the labels tell of the source; from a folder that is no checkout, nothing. */
function source() {
  try {
    const [revision, created] = git('log', '-1', '--format=%H %cI').split(' ');
    const dirty = git('status', '--porcelain', '--untracked-files=no') !== '';
    return { REVISION: dirty ? `${revision}-dirty` : revision, CREATED: created };
  } catch {
    return {};
  }
}

function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

/** The last step that the builder named, for the line that tells of progress. */
function follow(note) {
  return (text) => {
    const last = [...text.matchAll(/STEP [\d/]+: ([^\n]{0,50})|\[\S+ [\d/]+\] ([^\n]{0,50})/g)].at(-1);
    if (last) note(last[1] ?? last[2]);
  };
}
