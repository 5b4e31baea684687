import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from '../lib/fingerprint.mjs';
import { oneAtATime } from '../lib/one-at-a-time.mjs';
import { cacheDir, root } from '../lib/places.mjs';
import { runLogged } from '../lib/run.mjs';
import { step } from '../lib/steps.mjs';
import { writeArchive } from './archive.mjs';
import { buildProductImages } from './build-product.mjs';
import { buildImage } from './builder.mjs';
import { layOutDebian } from './debian-context.mjs';
import { layOutServices, servicesInputs } from './services-context.mjs';
import { withBuildSecrets } from './secrets.mjs';
import { targets } from './inside/targets.mjs';

const registry = 'localhost/sidetrack';
const tag = 'test';
const services = ['postgres', 'redis', 'temporal', 'fakes', 'caddy'];
const file = join(root, 'test', 'images', 'Dockerfile');
const folder = join(cacheDir, 'images');
const buildah = { name: 'buildah', program: 'buildah' };

/** What the images of the tests are built with, as Debian names its packages. */
export const imageNeeds = [
  { name: 'buildah', programs: ['buildah'] },
  { name: 'podman', programs: ['podman'] },
  { name: 'podman-compose', programs: ['podman-compose'] },
  { name: 'aardvark-dns', files: ['/usr/lib/podman/aardvark-dns', '/usr/libexec/podman/aardvark-dns'] },
  { name: 'netavark', files: ['/usr/lib/podman/netavark', '/usr/libexec/podman/netavark'] },
  { name: 'runc', programs: ['runc'] },
  { name: 'mmdebstrap', programs: ['mmdebstrap'] },
  { name: 'debian-archive-keyring', files: ['/usr/share/keyrings/debian-archive-keyring.gpg'] },
];

/** The product's own images: what of the checkout they are made from. */
const productInputs = [
  ...['Dockerfile', '.dockerignore', '.npmrc', 'package.json', 'package-lock.json', 'tsconfig.base.json'],
  ...['settings', 'analysis', 'prisma', 'activities', 'workflows', 'api', 'site', 'operator'],
  ...['LICENSE', 'NOTICE', 'models', 'tools/build.mjs', 'tools/lib/build.mjs', 'tools/images/inside'],
];

/**
 * The images that the tests run, from package registries alone: the product's from its Dockerfile on a base made of Debian's packages,
 * and stand-ins for the public images. Built with buildah as root, kept in the cache, and made again when what they are made from has
 * changed.
 * @returns {Promise<{name: string, tar: string}[]>} an archive each; several images share one, so import each archive once
 */
export function ensureTestImages() {
  return oneAtATime(join(folder, 'building'), async () => {
    const base = `${registry}/debian:${fingerprint(['test/images/Dockerfile', 'tools/images/debian-context.mjs']).slice(0, 12)}`;
    const thirdParty = await ensureGroup('services', await servicesInputs(base), (env) => buildServices(base, env));
    const product = await ensureGroup('product', digest([base, fingerprint(productInputs)]), (env) =>
      buildProduct(base, env),
    );
    return [
      ...services.map((name) => ({ name: imageName(name), tar: thirdParty })),
      ...Object.keys(targets).map((name) => ({ name: imageName(name), tar: product })),
    ];
  });
}

/** Where the images are kept for programs that read a store of images (podman, buildah): the environment that names it. */
export async function imageStore() {
  const settings = join(folder, 'storage.conf');
  const driver = await storageDriver();
  await mkdir(folder, { recursive: true });
  await writeFile(
    settings,
    `[storage]\ndriver = "${driver}"\ngraphroot = "${join(folder, 'storage')}"\nrunroot = "/run/sidetrack-images"\n`,
  );
  return {
    CONTAINERS_STORAGE_CONF: settings,
    BUILDAH_ISOLATION: 'chroot',
    BUILDAH_FORMAT: 'oci',
    TMPDIR: await temporary(),
  };
}

/** podman and buildah mount their store onto itself and leave it so: it is taken down again, unless somebody else's container is in it. */
export function releaseImageStore() {
  const mounted = join(folder, 'storage', 'overlay');
  if (process.platform !== 'linux' || !readFileSync('/proc/self/mounts', 'utf8').includes(` ${mounted} `)) return;
  spawnSync('umount', [mounted], { stdio: 'ignore' });
}

async function ensureGroup(group, hash, build) {
  const archive = join(folder, `${group}-${hash}.tar`);
  if (existsSync(archive)) return archive;
  const env = await imageStore();
  const images = await build(env);
  const part = `${archive}.${process.pid}.part`;
  await writeArchive(images, part, env);
  await removeOlder(group);
  await rename(part, archive);
  return archive;
}

async function buildServices(base, env) {
  await ensureDebian(base, env);
  await withContext(layOutServices, async (context) => {
    for (const target of services)
      await step(`image: ${target}`, { estimateSeconds: 15 }, () =>
        buildImage(buildah, { target, tag: imageName(target), file, context, args: { BASE: base }, env }),
      );
  });
  return services.map(imageName);
}

async function buildProduct(base, env) {
  await ensureDebian(base, env);
  const images = await buildProductImages(buildah, { registry, tag, base, sboms: join(folder, 'sboms'), env });
  await tidy(base, env);
  return images.map(({ image }) => image);
}

async function ensureDebian(base, env) {
  const { output } = await runLogged('image-base', 'buildah', ['images', '--quiet', base], {
    env: { ...process.env, ...env },
  });
  if (/^[0-9a-f]{12,}\s*$/.test(output)) return;
  await withContext(layOutDebian, (context) =>
    step('image: Debian with Node', { estimateSeconds: 15 }, () =>
      buildImage(buildah, { target: 'debian', tag: base, file, context, env }),
    ),
  );
}

/** Every build leaves a layer of more than a gigabyte behind; the packages, which seldom change, are kept by a name of their own. */
async function tidy(base, env) {
  const shared = { file: join(root, 'Dockerfile'), context: root, args: { BASE: base }, env };
  await withBuildSecrets({}, (secrets) =>
    buildImage(buildah, { ...shared, secrets, target: 'packages', tag: imageName('packages') }),
  );
  await runLogged('image-tidy', 'buildah', ['rmi', '--prune', '--force'], { env: { ...process.env, ...env } });
}

async function withContext(layOut, work) {
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

async function temporary() {
  const place = join(folder, 'tmp');
  await mkdir(place, { recursive: true });
  return place;
}

async function removeOlder(group) {
  for (const name of await readdir(folder))
    if (name.startsWith(`${group}-`) && name.endsWith('.tar')) await rm(join(folder, name));
}

function imageName(name) {
  return `${registry}/${name}:${tag}`;
}

function digest(parts) {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
