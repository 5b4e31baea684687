/**
 * The software bill of materials of an image, CycloneDX 1.6. npm's own (`npm sbom`) describes a whole installation and refuses one
 * with overrides; this one lists exactly the packages that were copied into the image, with the lockfile's hashes.
 */
import { readFileSync } from 'node:fs';

/** One component for each npm package of the lockfile's paths. */
export function packageComponents(packages, paths) {
  const components = paths.map((path) => {
    const entry = packages[path];
    const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const purl = `pkg:npm/${name.replace('@', '%40')}@${entry.version}`;
    return {
      type: 'library',
      'bom-ref': purl,
      name,
      version: entry.version,
      purl,
      ...(typeof entry.license === 'string' && { licenses: [licence(entry.license)] }),
      ...(entry.integrity && { hashes: [hash(entry.integrity)] }),
    };
  });
  return [...new Map(components.map((component) => [component.purl, component])).values()];
}

/** One component for each crate of a Cargo.lock: what a WebAssembly module was compiled from. Crates of this repository have no checksum. */
export function crateComponents(lock) {
  return [...lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"$/gm)].map(
    ([, name, version, content]) => {
      const purl = `pkg:cargo/${name}@${version}`;
      return { type: 'library', 'bom-ref': purl, name, version, purl, hashes: [{ alg: 'SHA-256', content }] };
    },
  );
}

/** One component for each Debian package of a dpkg status file. */
export function debianComponents(statusFile) {
  return readFileSync(statusFile, 'utf8')
    .split('\n\n')
    .map((stanza) =>
      Object.fromEntries(
        [...stanza.matchAll(/^(Package|Version|Architecture|Status): (.*)$/gm)].map(([, k, v]) => [k, v]),
      ),
    )
    .filter(({ Status }) => Status?.endsWith(' installed'))
    .map(({ Package, Version, Architecture }) => {
      const purl = `pkg:deb/debian/${Package}@${encodeURIComponent(Version)}?arch=${Architecture}`;
      return { type: 'library', 'bom-ref': purl, name: Package, version: Version, purl };
    });
}

/** Node itself, which no package manager put there. */
export function nodeComponent(version) {
  const purl = `pkg:generic/node@${version}`;
  return { type: 'platform', 'bom-ref': purl, name: 'node', version, purl, licenses: [{ license: { id: 'MIT' } }] };
}

/** The whole document. No time and no random number, so that the same image has the same one. */
export function document({ name, version, components }) {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'container', 'bom-ref': name, name, version } },
    components,
  };
}

function licence(text) {
  return /\s|\(/.test(text) ? { expression: text } : { license: { id: text } };
}

function hash(integrity) {
  const [algorithm, value] = integrity.split(' ')[0].split('-');
  return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(value, 'base64').toString('hex') };
}
