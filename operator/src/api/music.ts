import { z } from 'zod';
import { objectName } from './fields.ts';
import { exactlyOne, field, flag, text, whole } from './rules.ts';

const claim = (description: string) =>
  field(z.strictObject({ claimName: objectName('Name of the PersistentVolumeClaim in this namespace.') }), description);

const SOURCE = '^(bundled|https://[^ ?#]+)$';
const model = z.strictObject({
  name: text('Name by which features and scores refer to it.', {
    max: 63,
    pattern: '^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$',
    message: 'Write a short name in small letters, such as musicnn-msd.',
  }),
  source: text('bundled (it lies in the worker image), or the https:// address of its ONNX file.', {
    max: 2048,
    pattern: SOURCE,
    message:
      'Write bundled, or the address of the model with https://, such as https://models.example.org/musicnn.onnx.',
  }),
  sha256: text('SHA-256 of the file; another file is never loaded.', {
    max: 64,
    pattern: '^[0-9a-f]{64}$',
    message: 'Write the SHA-256 of the model file as 64 small hexadecimal digits; sha256sum FILE prints it.',
  }),
});

/** The API server knows this from the map key below. */
const unlike = z.refine<z.output<typeof model>[]>(
  (items) => new Set(items.map(({ name }) => name)).size === items.length,
  { error: 'Each model has a name of its own: take the second one of the same name away.' },
);

/** The models that measure audio. */
export const models = field(
  z.strictObject({
    volume: claim('Volume that fetched models are kept on, so that a pod need not fetch them again.').optional(),
    items: field(z.array(model).max(32).check(unlike), 'Models to use; none means the bundled ones.')
      .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] })
      .default([]),
  }),
  'The models that measure audio. Each is named with its hash, and nothing else is loaded.',
);

const nfs = field(
  z.strictObject({
    server: text('Host name or address of the NFS server.', {
      max: 253,
      pattern: '^[A-Za-z0-9]([-A-Za-z0-9.:]*[A-Za-z0-9])?$',
      message: 'Write the host name of the NFS server without a path, such as nas.example.org.',
    }),
    path: text('Folder that it exports.', {
      max: 1024,
      pattern: '^/[^\\x00]*$',
      message: 'Write the exported folder from its root, such as /volume1/music.',
    }),
  }),
  'A folder of an NFS server.',
);

/** The audio of the listeners, mounted read-only at /audio. */
export const audio = field(
  z.strictObject({
    persistentVolumeClaim: claim('A volume with the audio.').optional(),
    nfs: nfs.optional(),
    excerptSeconds: whole('Seconds of each track that are measured; 0 measures whole tracks.', 0, 3600).default(0),
    excerptFrom: field(
      z.enum(['first', 'middle', 'loudest']),
      'Where in a track those seconds are taken: at its start, in its middle, or where it is loudest.',
    ).default('middle'),
    stems: flag('Measures separated stems too.').default(false),
  }),
  "The listeners' audio, mounted read-only at /audio in the pods that scan and extract: exactly one of persistentVolumeClaim and nfs.",
  [
    exactlyOne(
      ['persistentVolumeClaim', 'nfs'],
      'Choose where the audio lies: write exactly one of persistentVolumeClaim: {claimName: …} and nfs: {server: …, path: …}.',
    ),
  ],
);
