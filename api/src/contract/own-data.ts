import { trackColumns } from '../export/track-columns.ts';
import { defineOperation } from './operation.ts';
import { Count, text } from './primitives.ts';
import { z } from './zod.ts';

export const exportAll = defineOperation({
  operationId: 'exportAll',
  method: 'get',
  path: '/export',
  summary: 'Everything that SideTrack keeps of the listener, as a zip file',
  description:
    'JSON Lines and CSV, with a README.md that explains each file and a manifest.json with counts and SHA-256. The file can be imported again, here or elsewhere: tracks, plays with their sources, labels, playlists, settings and receipts are then as they were (docs/ways-out.md). Listens stand as in a ListenBrainz export. Without secrets, and without audio. It is written while it is sent: an export that was cut off has no manifest, and is no zip.',
  tag: 'Settings',
  access: 'read',
  answer: {
    status: 200,
    description: 'The file, by parts as they are read.',
    mediaType: 'application/zip',
  },
});

export const exportTracks = defineOperation({
  operationId: 'exportTracks',
  method: 'get',
  path: '/export/tracks.csv',
  summary: 'Every track that the listener heard, with scores and measurements, as a table',
  description: `CSV (RFC 4180, UTF-8) with a heading; what is not known is empty. Scores are as the listener hears them, each with its 80 % interval and what it rests on; measurements are of the listener's own file. Columns: ${trackColumns.map(([name]) => name).join(', ')}.`,
  tag: 'Settings',
  access: 'read',
  answer: { status: 200, description: 'The table, by parts as they are read.', mediaType: 'text/csv' },
});

const DeletionBegun = z
  .strictObject({ remainingRows: Count })
  .openapi('DeletionBegun', { description: 'The listener is gone; so many rows of theirs are being deleted.' });

export const deleteEverything = defineOperation({
  operationId: 'deleteEverything',
  method: 'post',
  path: '/settings/deletion',
  summary: 'Delete the listener and everything that is theirs',
  description:
    'At once nothing is pulled, measured or opened for them any more, and every token and session ends; the rows go within minutes. It cannot be taken back. What audio measures like is kept, as a fact about music that names nobody. On a laptop a new listener stands in their place. A personal token cannot do this, and neither can the listener of the demo or one whom an administrator manages.',
  tag: 'Settings',
  access: 'write',
  body: z
    .strictObject({
      confirmation: text(200).openapi({ description: 'The listener’s own handle, typed by themselves.' }),
    })
    .openapi('DeletionRequest'),
  bodyExample: { confirmation: 'ana' },
  problems: [409],
  answer: {
    status: 202,
    description: 'It has begun.',
    schema: DeletionBegun,
    example: { remainingRows: 41_204 },
  },
});
