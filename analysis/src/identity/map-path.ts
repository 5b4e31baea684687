/** The same files under two paths: as a server in a container or on another machine sees them, and as they are here. */
export interface PathMapping {
  /** A folder, absolute; with / or, of Windows, \ between its parts. */
  readonly from: string;
  readonly to: string;
}

/**
 * A path where another system finds the same file: the longest folder that it lies in is exchanged, and the separators become those of
 * the new folder. Null where no mapping has it.
 */
export function mapPath(path: string, mappings: readonly PathMapping[]): string | null {
  const asked = withSlashes(path);
  const fitting = mappings
    .map(({ from, to }) => ({ from: folder(from), to }))
    .filter(({ from }) => asked === from || asked.startsWith(from === '/' ? from : `${from}/`))
    .sort((a, b) => b.from.length - a.from.length);
  const [best] = fitting;
  if (best === undefined) return null;
  const rest = asked.slice(best.from.length).replace(/^\//u, '');
  const isOfWindows = /^[A-Za-z]:[\\/]|^\\\\/u.test(best.to);
  const root = best.to.replace(/(?<=.)[\\/]+$/u, '');
  if (rest === '') return root;
  const separator = isOfWindows ? '\\' : '/';
  return `${root === '/' ? '' : root}${separator}${isOfWindows ? rest.replaceAll('/', '\\') : rest}`;
}

/** The other way round. */
export function reversedMappings(mappings: readonly PathMapping[]): PathMapping[] {
  return mappings.map(({ from, to }) => ({ from: to, to: from }));
}

const isWindowsPath = (path: string): boolean => /^[A-Za-z]:[\\/]|^\\\\/u.test(path);
const withSlashes = (path: string): string => (isWindowsPath(path) ? path.replaceAll('\\', '/') : path);
const folder = (path: string): string => {
  const slashed = withSlashes(path);
  return slashed === '/' ? slashed : slashed.replace(/\/+$/u, '');
};
