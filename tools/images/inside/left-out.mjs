import { arch, platform } from 'node:process';

const triple = { x64: 'x86_64', arm64: 'aarch64' }[arch];
const neverLoaded = [
  // Types, maps and sources: Node reads none of them.
  /\.(ts|mts|cts|map|tsbuildinfo)$/,
  /\/(readme|changelog|history|changes)(\.md|\.markdown|\.txt)?$/i,
  // Native parts for other machines.
  new RegExp(`@temporalio/core-bridge/releases/(?!${triple}-unknown-${platform}-gnu/)`),
  new RegExp(`onnxruntime-node/bin/napi-v\\d+/(?!${platform}/${arch}/)`),
  // Compilers of queries for databases other than PostgreSQL.
  /@prisma\/client\/runtime\/.*\.(cockroachdb|mysql|sqlite|sqlserver)\./,
  /@prisma\/client\/runtime\/.*(-edge|-browser)\./,
  // Letters that share cards do not use, and what only a browser would load them by.
  /@fontsource\/inter\/(?!LICENSE|package\.json|files\/inter-[a-z-]+-(400|600)-normal\.woff$)/,
  // What only a bundler for browsers would take.
  /@kubernetes\/client-node\/dist\/.*\.test\./,
];

/**
 * Whether a file of a package stays out of the images because the program never opens it. Licences stay in.
 * @param {string} path within node_modules, with /
 */
export function isLeftOut(path) {
  return neverLoaded.some((pattern) => pattern.test(path));
}
