import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../lib/fingerprint.mjs';
import { cacheDir, root } from '../lib/places.mjs';
import { mustRun, which } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';
import { writeArchive } from './archive.mjs';
import { buildProductImages } from './build-product.mjs';
import { buildImage } from './builder.mjs';
import { layOutDebian, layOutServices, servicesInputs } from './test-contexts.mjs';
import { targets } from './targets.mjs';

const registry = 'localhost/sidetrack';
const tag = 'test';
const services = ['postgres', 'redis', 'temporal', 'fakes', 'caddy'];
const file = join(root, 'test', 'images', 'Dockerfile');

/** What the images of the tests are built with, as Debian names its packages. */
export const imageNeeds = [
  { name: 'buildah', programs: ['buildah'] },
  { name: 'runc', programs: ['runc'] },
  { name: 'mmdebstrap', programs: ['mmdebstrap'] },
  { name: 'debian-archive-keyring', files: ['/usr/share/keyrings/debian-archive-keyring.gpg'] },
];

/** The product's own images: what of the checkout they are made from. */
const productInputs = [
  ...[
    'Dockerfile',
    '.dockerignore',
    '.npmrc',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'LICENSE',
    'NOTICE',
  ],
  ...[
    'settings',
    'analysis',
    'prisma',
    'activities',
    'workflows',
    'api',
    'site',
    'operator',
    'models',
    'tools/images',
    'tools/lib',
  ],
];

/**
 * The images that the tests run, from package registries alone: the product's from its Dockerfile on a base made of Debian's packages,
 * and stand-ins for the public images. Built with buildah as root, kept in the cache, and made again when what they are made from has
 * changed.
 * @returns {Promise<{name: string, tar: string}[]>} an OCI archive each; several images share one, so import each archive once
 */
export async function ensureTestImages() {
  const folder = join(cacheDir, 'images');
  await mkdir(folder, { recursive: true });
  const base = await ensureGroup(
    folder,
    'debian',
    fingerprint(['test/images/Dockerfile', 'tools/images/test-contexts.mjs']),
    buildDebian,
  );
  const [thirdParty, product] = [
    await ensureGroup(folder, 'services', await servicesInputs(base.hash), buildServices),
    await ensureGroup(folder, 'product', digest([base.hash, fingerprint(productInputs)]), buildProduct),
  ];
  return [
    ...services.map((name) => ({ name: imageName(name), tar: thirdParty.archive })),
    ...Object.keys(targets).map((name) => ({ name: imageName(name), tar: product.archive })),
  ];
}

/** Where the images are kept for programs that read a store of images (podman, buildah): the environment that names it. */
export async function imageStore() {
  const folder = join(cacheDir, 'images');
  const file = join(folder, 'storage.conf');
  const driver = await storageDriver();
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    `[storage]\ndriver = "${driver}"\ngraphroot = "${join(folder, 'storage')}"\nrunroot = "/run/sidetrack-images"\n`,
  );
  return {
    CONTAINERS_STORAGE_CONF: file,
    BUILDAH_ISOLATION: 'chroot',
    BUILDAH_FORMAT: 'oci',
    TMPDIR: await temporary(folder),
  };
}

async function ensureGroup(folder, group, hash, build) {
  const archive = join(folder, `${group}-${hash}.tar`);
  if (existsSync(archive)) return { hash, archive };
  const builder = { name: 'buildah', program: which('buildah') };
  const part = `${archive}.part`;
  await build({ builder, folder, env: await imageStore(), archive: part });
  await removeOlder(folder, group);
  await rename(part, archive);
  return { hash, archive };
}

async function buildDebian({ builder, folder, env, archive }) {
  await withContext(folder, layOutDebian, (context) =>
    step('image: Debian with Node', { estimateSeconds: 40 }, () =>
      buildImage(builder, { target: 'debian', tag: imageName('debian'), file, context, env }),
    ),
  );
  // The image itself stays in the store of images: this file only says that it is there.
  await writeFile(archive, '');
}

async function buildServices({ builder, folder, env, archive }) {
  await withContext(folder, layOutServices, async (context) => {
    for (const target of services)
      await step(`image: ${target}`, { estimateSeconds: 15 }, () =>
        buildImage(builder, {
          target,
          tag: imageName(target),
          file,
          context,
          args: { BASE: imageName('debian') },
          env,
        }),
      );
  });
  await writeArchive(builder, services.map(imageName), archive, env);
}

async function buildProduct({ builder, folder, env, archive }) {
  const options = { registry, tag, base: imageName('debian'), sboms: join(folder, 'sboms'), env };
  const images = await buildProductImages(builder, options);
  await writeArchive(
    builder,
    images.map(({ image }) => image),
    archive,
    env,
  );
}

async function withContext(folder, layOut, work) {
  const context = await mkdtemp(join(folder, 'context-'));
  try {
    await layOut(context);
    await work(context);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** A store of images in a folder that is itself such an overlay (a container's) cannot use overlays again. */
async function storageDriver() {
  const mounts = await readFile('/proc/mounts', 'utf8');
  const under = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, place]) => place && `${cacheDir}/`.startsWith(place.endsWith('/') ? place : `${place}/`))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return under?.[2] === 'overlay' ? 'vfs' : 'overlay';
}

async function temporary(folder) {
  const place = join(folder, 'tmp');
  await mkdir(place, { recursive: true });
  return place;
}

async function removeOlder(folder, group) {
  for (const name of await readdir(folder))
    if (name.startsWith(`${group}-`) && name.endsWith('.tar')) await rm(join(folder, name));
}

function imageName(name) {
  return `${registry}/${name}:${tag}`;
}

function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
