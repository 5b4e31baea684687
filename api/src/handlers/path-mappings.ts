import type { PathMappingShape } from '../contract/path-mappings.ts';
import { readPathMappings, writePathMappings } from '../queries/path-mappings.ts';
import type { Handlers } from '../server/call.ts';
import { conflict } from '../server/problem-error.ts';

export const getPathMappings: Handlers['getPathMappings'] = async ({ scope }) => ({
  mappings: await scope.run((tx) => readPathMappings(tx, scope.userId)),
});

export const putPathMappings: Handlers['putPathMappings'] = async ({ body: { mappings }, scope }) => {
  const twice = repeated(mappings);
  if (twice !== undefined)
    throw conflict(
      `The folder ${twice.fromPath} of ${twice.server} is named twice.`,
      'A folder of a server is one folder here: name it once.',
    );
  return {
    mappings: await scope.run(async (tx) => {
      await writePathMappings(tx, scope.userId, mappings);
      return readPathMappings(tx, scope.userId);
    }),
  };
};

function repeated(mappings: readonly PathMappingShape[]): PathMappingShape | undefined {
  const seen = new Set<string>();
  return mappings.find(({ server, fromPath }) => {
    const key = JSON.stringify([server, fromPath]);
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown;
  });
}
