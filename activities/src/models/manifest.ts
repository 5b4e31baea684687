import { createHash } from 'node:crypto';
import { z } from 'zod';

const positive = z.int().positive();

/** Names of models, files and settings alike. */
export const MODEL_NAME = /^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/u;
export const SHA256 = /^[0-9a-f]{64}$/u;

/**
 * What a track too short for one patch is filled up with (itself, as often as it fits whole; or silence), and what becomes of a last
 * patch that is not full: it is dropped, or filled up with silence.
 */
const ends = {
  short: z.enum(['silence', 'repeat']),
  rest: z.enum(['drop', 'fill']),
};

/**
 * Where patches are cut: out of the frames of the whole track, or out of its samples, each window with its own frames and edges.
 * leadSamples: silence before the track.
 */
const cut = z.discriminatedUnion('of', [
  z
    .strictObject({
      of: z.literal('frames'),
      frames: positive,
      hopFrames: positive,
      /** keep: run as it is, for a model that takes any number of frames; it weighs by its length. */
      rest: z.enum(['drop', 'keep']),
    })
    .refine(({ frames, hopFrames }) => hopFrames <= frames, 'hopFrames must be frames or fewer'),
  z.strictObject({
    of: z.literal('samples'),
    samples: positive,
    hopSamples: positive,
    leadSamples: z.int().nonnegative().default(0),
    ...ends,
  }),
]);

/**
 * log10(1 + scale · x), or decibels (10 log10) from `floor` up. rangeDb: nothing lies further below the loudest value of a patch;
 * relativeTo: that value becomes 0.
 */
const compression = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('log10'), scale: z.number().positive() }),
  z.strictObject({
    kind: z.literal('decibels'),
    floor: z.number().positive(),
    rangeDb: z.number().positive().optional(),
    relativeTo: z.literal('patch maximum').optional(),
  }),
]);

/** Mel bands on Slaney's scale with area normalisation, periodic Hann window; `edges`: what lies beyond both ends, none: not centred. */
const logMel = z.strictObject({
  kind: z.literal('log-mel'),
  sampleRateHz: positive,
  fftSize: positive,
  windowSamples: positive,
  hopSamples: positive,
  edges: z.enum(['zeros', 'mirrored', 'none']),
  power: z.union([z.literal(1), z.literal(2)]),
  melBands: positive,
  lowestHz: z.number().nonnegative(),
  highestHz: z.number().positive(),
  compression,
  patch: cut,
});

const waveform = z.strictObject({
  kind: z.literal('waveform'),
  sampleRateHz: positive,
  channels: z.union([z.literal(1), z.literal(2)]),
  patch: z.strictObject({ samples: positive, hopSamples: positive, ...ends }),
});

/** Order of the axes of an input; the length of each follows from the front end. */
const axis = z.enum(['batch', 'one', 'frames', 'bands', 'channels', 'samples']);

const activation = z.enum(['none', 'sigmoid', 'clip']);

/** What an output means. Values of a track are means over its patches, each after its activation. */
const meaning = z.discriminatedUnion('means', [
  z.strictObject({ means: z.literal('embedding'), length: positive }),
  z.strictObject({
    means: z.literal('tags'),
    labels: z.array(z.string()).min(1),
    activation: activation.default('none'),
  }),
  z.strictObject({
    means: z.literal('axes'),
    axes: z.array(z.strictObject({ name: z.string(), activation })).min(1),
  }),
  z.strictObject({ means: z.literal('stems'), stems: z.array(z.string()).min(1) }),
]);

export const manifestSchema = z.strictObject({
  name: z.string().regex(MODEL_NAME),
  version: z.string(),
  file: z.string().regex(/^[^/\\]+$/u),
  sha256: z.string().regex(SHA256),
  description: z.string(),
  licence: z.string(),
  licenceFile: z.string().optional(),
  source: z.string(),
  citation: z.string().optional(),
  frontEnd: z.discriminatedUnion('kind', [logMel, waveform]),
  input: z.strictObject({ name: z.string(), axes: z.array(axis) }),
  outputs: z.record(z.string(), meaning),
  /** Words in the space of the embedding, from the text half of the model. scale: what cosines are multiplied by before they become shares. */
  words: z
    .strictObject({
      file: z.string().regex(/^[^/\\]+$/u),
      sha256: z.string().regex(SHA256),
      textSha256: z.string().regex(SHA256),
      scale: z.number().positive(),
    })
    .optional(),
  /** most: patches run together; bytesPerPatch: memory that a patch takes while the graph runs, for batches sized to memory. */
  batch: z.strictObject({ most: positive, bytesPerPatch: positive }),
});

export type ModelManifest = z.output<typeof manifestSchema>;
export type FrontEndSpec = ModelManifest['frontEnd'];
export type LogMelFrontEnd = Extract<FrontEndSpec, { kind: 'log-mel' }>;
export type WaveformFrontEnd = Extract<FrontEndSpec, { kind: 'waveform' }>;
export type OutputMeaning = ModelManifest['outputs'][string];

/**
 * What measurements of a model are kept under: the hash of its file; with words, of both, because its answers differ.
 */
export function modelIdentity({ sha256, words }: Pick<ModelManifest, 'sha256' | 'words'>): string {
  return words === undefined
    ? sha256
    : createHash('sha256').update(`${sha256} ${words.sha256} ${words.scale}`).digest('hex');
}
