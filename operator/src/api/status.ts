import { z } from 'zod';
import { field } from './rules.ts';

const time = (description: string) => field(z.string().max(40), description).meta({ format: 'date-time' });
const count = (description: string) => field(z.int().min(0), description);

const conditions = field(
  z.array(
    z.strictObject({
      type: z.string().max(316).describe('What the condition is about.'),
      status: z.enum(['True', 'False', 'Unknown']).describe('Whether it holds.'),
      reason: z
        .string()
        .max(1024)
        .describe('Why, in one word; docs/kubernetes-reference.md says what to do about each.'),
      message: z.string().max(32_768).describe('Why, and what to do, in sentences.'),
      observedGeneration: z.int().min(0).describe('The generation of the spec that this was said of.'),
      lastTransitionTime: time('When the status last changed.'),
    }),
  ),
  'What is true of it now, with reasons.',
).meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] });

const observedGeneration = count('The generation of the spec that this status answers.').optional();

/** What the operator reports of an installation. */
export const sideTrackStatus = field(
  z.strictObject({
    observedGeneration,
    version: field(z.string().max(128), 'Tag of the images that run.').optional(),
    registry: field(z.string().max(255), 'Where the images that run came from.').optional(),
    targetVersion: field(z.string().max(128), 'Tag that is being rolled out.').optional(),
    failedVersion: field(
      z.string().max(128),
      'Tag that did not become ready and was rolled back; tried again when spec.image changes.',
    ).optional(),
    failedImage: field(
      z.string().max(64),
      'Hash of spec.image as it was when failedVersion failed; another one is tried.',
    ).optional(),
    restoredFrom: field(z.string().max(200), 'Backup that the database was restored from.').optional(),
    hibernatedAt: time('Since when everything is scaled to zero.').optional(),
    url: field(z.string().max(2048), 'Where the site is reached.').optional(),
    gpu: field(
      z.strictObject({
        pending: count('Tracks that wait for a GPU.'),
        jobs: count('GPU Jobs that are there.'),
      }),
      'The work on GPUs.',
    ).optional(),
    lastBackup: field(
      z.strictObject({
        name: field(z.string().max(200), 'Its name, for restoreFrom.backup.'),
        at: time('When it was finished.'),
      }),
      'The newest backup.',
    ).optional(),
    conditions: conditions.default([]),
  }),
  'What the operator observed. Only the operator writes it.',
);

/** What the operator reports of a listener. */
export const tenantStatus = field(
  z.strictObject({
    observedGeneration,
    applied: field(z.string().max(64), 'Hash of what the installation was last told of this listener.').optional(),
    userId: field(z.string().max(63), 'Id of the listener in the installation.').optional(),
    listens: count('Listens that are kept.').optional(),
    tracks: count('Different tracks among them.').optional(),
    coverage: field(z.number().min(0).max(1), 'Share of the plays that scores rest on, from 0 to 1.').optional(),
    lastSyncedAt: time('When listens were last read from a service.').optional(),
    conditions: conditions.default([]),
  }),
  'What the operator observed, written when it changed enough to matter. Only the operator writes it.',
);
