import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface ImageOptions {
  /** Such as localhost/pause:1. */
  name: string;
  /** A static program, which becomes the image's only file. */
  program: string;
  command: readonly string[];
}

/** Writes an image of one static program as `docker save` would, without docker or a registry. */
export async function makeImage(path: string, { name, program, command }: ImageOptions): Promise<void> {
  const folder = `${path}.part`;
  await mkdir(join(folder, 'root'), { recursive: true });
  await copyFile(program, join(folder, 'root', 'program'));
  await tar(['-C', join(folder, 'root'), '-cf', join(folder, 'layer.tar'), 'program']);
  const digest = createHash('sha256')
    .update(await readFile(join(folder, 'layer.tar')))
    .digest('hex');
  const config = {
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/program', ...command], User: '65534:65534' },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify([{ Config: 'config.json', RepoTags: [name], Layers: ['layer.tar'] }]),
  );
  await tar(['-C', folder, '-cf', path, 'manifest.json', 'config.json', 'layer.tar']);
  await rm(folder, { recursive: true });
}

function tar(args: readonly string[]): Promise<unknown> {
  return promisify(execFile)('tar', ['--owner=0', '--group=0', '--mtime=@0', '--sort=name', ...args]);
}
