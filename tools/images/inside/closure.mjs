/**
 * The packages that a program needs at run time, from the lockfile: dependencies, optional ones that are installed, and peers that
 * are not optional. npm's own `--omit=dev --workspace` also takes what other workspaces need, which would quadruple the images.
 *
 * @param {Record<string, object>} packages `packages` of package-lock.json
 * @param {{from: string, name: string}[]} roots the names that are imported, and from where ('' or a workspace's folder)
 * @param {(path: string) => boolean} isInstalled
 * @param {readonly string[]} unused names that are left out, with what only they need
 * @returns {string[]} paths in the lockfile, sorted: `node_modules/x` and folders of workspaces
 */
export function closure(packages, roots, isInstalled, unused = []) {
  const found = new Set();
  const queue = roots.map((root) => resolveOrFail(packages, root));
  while (queue.length > 0) {
    const path = queue.pop();
    if (found.has(path)) continue;
    found.add(path);
    for (const name of wantedBy(packages[path]).filter((wanted) => !unused.includes(wanted))) {
      const at = resolve(packages, { from: path, name });
      if (at !== undefined && (isInstalled(at) || !isOptional(packages[path], name))) queue.push(at);
    }
  }
  return [...found].sort();
}

/** The folder of a package as Node finds it from `from`: the nearest node_modules upwards. A workspace's link gives its folder. */
export function resolve(packages, { from, name }) {
  for (let folder = from; ; folder = parentOf(folder)) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const entry = packages[path];
    if (entry) return entry.link ? entry.resolved : path;
    if (folder === '') return undefined;
  }
}

function resolveOrFail(packages, root) {
  const path = resolve(packages, root);
  if (path === undefined)
    throw new Error(`package-lock.json has no ${root.name}, which ${root.from || 'the project'} needs.`);
  return path;
}

function wantedBy({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

function isOptional({ dependencies = {} }, name) {
  return !(name in dependencies);
}

function parentOf(folder) {
  const at = folder.lastIndexOf('/node_modules/');
  if (at !== -1) return folder.slice(0, at);
  return '';
}
