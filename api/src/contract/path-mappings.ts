import { defineOperation } from './operation.ts';
import { text } from './primitives.ts';
import { z } from './zod.ts';

// The whole of what is taken, so that the document can tell it: no control characters either.
const ABSOLUTE_PATH = /^(\/|[A-Za-z]:[\\/]|\\\\)[^\u0000-\u001f\u007f-\u009f]*$/;
const absolute = (description: string) =>
  text(1000)
    .regex(ABSOLUTE_PATH, 'A path begins with /, or on Windows with a drive or \\\\.')
    .openapi({ description, pattern: ABSOLUTE_PATH.source });

export const PathMapping = z
  .strictObject({
    server: text(50).openapi({ description: 'Any name for the server; `navidrome`, `jellyfin` and `plex` are usual.' }),
    fromPath: absolute('A folder as the server sees it.'),
    toPath: absolute('The same folder as it is here.'),
  })
  .openapi('PathMapping');
export type PathMappingShape = z.infer<typeof PathMapping>;

const PathMappings = z.strictObject({ mappings: z.array(PathMapping).max(100) }).openapi('PathMappings', {
  description: 'The same files under other paths: as a server in a container, or another machine, sees them.',
});

const example = { mappings: [{ server: 'navidrome', fromPath: '/music', toPath: '/home/ana/Music' }] };

export const getPathMappings = defineOperation({
  operationId: 'getPathMappings',
  method: 'get',
  path: '/library/path-mappings',
  summary: 'Under which paths servers see the listener’s files',
  tag: 'Library',
  access: 'read',
  answer: { status: 200, description: 'The mappings.', schema: PathMappings, example },
});

export const putPathMappings = defineOperation({
  operationId: 'putPathMappings',
  method: 'put',
  path: '/library/path-mappings',
  summary: 'Say under which paths servers see the listener’s files',
  description:
    'Replaces all mappings. They are used where a playlist is written for a server (`server` of its M3U8), and where its play counts are read. Of several folders that a path lies in the longest counts.',
  tag: 'Library',
  access: 'write',
  body: PathMappings,
  bodyExample: example,
  problems: [409],
  answer: { status: 200, description: 'The mappings as they are now.', schema: PathMappings, example },
});
