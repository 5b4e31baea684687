import { mustRun, SetupError, which } from '../lib/run.mjs';

/** In this order when none is named: who has docker expects it to be used. */
const builders = ['docker', 'podman', 'buildah'];

/**
 * The program that builds images: the one that is named, else the first one on PATH.
 * @param {string} [named] docker, podman, buildah, or a path to one of them
 * @returns {{name: string, program: string}}
 */
export function findBuilder(named) {
  const name = builders.find((builder) => (named ? (named.split('/').at(-1) ?? '') === builder : which(builder)));
  const program = named?.includes('/') ? named : name && which(name);
  if (named && !name) throw new SetupError(`--builder takes docker, podman or buildah, not ${named}.`);
  if (program) return { name, program };
  throw new SetupError(
    named
      ? `There is no ${named} on PATH: install it, or leave --builder out.`
      : 'Building images needs docker (https://docs.docker.com/engine/install), podman (https://podman.io/docs/installation) or buildah (https://github.com/containers/buildah): install one of them, then run the same command again.',
  );
}

/**
 * Builds one target of a Dockerfile.
 * @param {{name: string, program: string}} builder
 * @param {{target?: string, tag?: string, exportTo?: string, file: string, context: string, args?: Record<string, string>,
 *   secrets?: Record<string, string>, env?: Record<string, string>, onOutput?: (text: string) => void}} build
 *   exportTo: a folder that the target's files are written to, in place of an image
 */
export async function buildImage(
  builder,
  { target, tag, exportTo, file, context, args = {}, secrets = {}, env, onOutput },
) {
  const command = [
    'build',
    // docker keeps its layers anyway, and knows no such option.
    ...(builder.name === 'docker' ? [] : ['--layers']),
    ...['--file', file],
    ...(target ? ['--target', target] : []),
    ...(tag ? ['--tag', tag] : []),
    ...(exportTo ? ['--output', `type=local,dest=${exportTo}`] : []),
    ...Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...Object.entries(secrets).flatMap(([id, src]) => ['--secret', `id=${id},src=${src}`]),
    context,
  ];
  const what = target ?? tag;
  await mustRun(
    `image-${what.replace(/[^\w.-]/g, '-')}`,
    builder.program,
    command,
    `The image ${what} could not be built with ${builder.name}.`,
    { env: { ...process.env, DOCKER_BUILDKIT: '1', ...env }, onOutput },
  );
}

/** Writes an image into an archive that `docker load`, `podman load` and `ctr images import` read. */
export async function saveImage(builder, { tag, file, env }) {
  const command = {
    docker: ['save', '--output', file, tag],
    podman: ['save', '--output', file, tag],
    buildah: ['push', '--disable-compression', tag, `docker-archive:${file}:${tag}`],
  }[builder.name];
  await mustRun('image-save', builder.program, command, `${tag} could not be written to ${file}.`, {
    env: { ...process.env, ...env },
  });
}
