import type { ModelManifest } from './manifest.ts';

/**
 * A model that users can add: all that its manifest will say but what only the file tells (its hash, the names of its inputs and
 * outputs, the length of its embedding).
 */
export interface KnownModel extends Pick<
  ModelManifest,
  'version' | 'description' | 'licence' | 'source' | 'citation' | 'frontEnd' | 'batch'
> {
  readonly axes: ModelManifest['input']['axes'];
  readonly output:
    | { readonly means: 'embedding'; readonly lengths: readonly number[] }
    | Extract<ModelManifest['outputs'][string], { means: 'axes' | 'stems' }>;
}

const MEGABYTE = 2 ** 20;
/** What PANNs and CLAP make of 10 s. */
const tenSeconds = (sampleRateHz: number, short: 'silence' | 'repeat'): ModelManifest['frontEnd'] => ({
  kind: 'log-mel',
  sampleRateHz,
  fftSize: 1024,
  windowSamples: 1024,
  hopSamples: sampleRateHz / 100,
  edges: 'mirrored',
  power: 2,
  melBands: 64,
  lowestHz: 50,
  highestHz: 14_000,
  compression: { kind: 'decibels', floor: 1e-10 },
  patch: {
    of: 'samples',
    samples: 10 * sampleRateHz,
    hopSamples: 10 * sampleRateHz,
    leadSamples: 0,
    short,
    rest: 'drop',
  },
});

export const knownModels = {
  vibenet: {
    version: '0.1.0',
    description:
      'Acousticness, danceability, energy, instrumentalness, liveness, speechiness and valence, 0 to 1 each, of an EfficientNet that was taught on the Free Music Archive.',
    licence: 'GPL-3.0',
    source: 'https://pypi.org/project/vibenet/0.1.0/',
    citation: undefined,
    frontEnd: {
      kind: 'log-mel',
      sampleRateHz: 16_000,
      fftSize: 1024,
      windowSamples: 640,
      hopSamples: 320,
      edges: 'none',
      power: 2,
      melBands: 128,
      lowestHz: 0,
      highestHz: 8000,
      compression: { kind: 'decibels', floor: 1e-10, rangeDb: 80 },
      // The package runs a whole track at once, in 0.8 GB for 3 minutes; it was taught on clips of 30 s.
      patch: { of: 'frames', frames: 1500, hopFrames: 1500, rest: 'keep' },
    },
    axes: ['batch', 'bands', 'frames'],
    output: {
      means: 'axes',
      axes: [
        { name: 'acousticness', activation: 'sigmoid' },
        { name: 'danceability', activation: 'clip' },
        { name: 'energy', activation: 'clip' },
        { name: 'instrumentalness', activation: 'sigmoid' },
        { name: 'liveness', activation: 'sigmoid' },
        { name: 'speechiness', activation: 'clip' },
        { name: 'valence', activation: 'clip' },
      ],
    },
    batch: { most: 1, bytesPerPatch: 140 * MEGABYTE },
  },
  openl3: {
    version: '0.4',
    description: 'OpenL3 (mel128, music): an embedding of 512 or 6144 values for each second of audio.',
    licence: 'CC-BY-4.0 (weights), MIT (code)',
    source: 'https://github.com/marl/openl3',
    citation:
      'Aurora Cramer, Ho-Hsiang Wu, Justin Salamon, Juan Pablo Bello: Look, Listen and Learn More. ICASSP 2019.',
    frontEnd: {
      kind: 'log-mel',
      sampleRateHz: 48_000,
      fftSize: 2048,
      windowSamples: 2048,
      hopSamples: 242,
      edges: 'zeros',
      power: 1,
      melBands: 128,
      lowestHz: 0,
      highestHz: 24_000,
      compression: { kind: 'decibels', floor: 1e-10, rangeDb: 80, relativeTo: 'patch maximum' },
      patch: {
        of: 'samples',
        samples: 48_000,
        hopSamples: 48_000,
        leadSamples: 24_000,
        short: 'silence',
        rest: 'fill',
      },
    },
    axes: ['batch', 'bands', 'frames', 'one'],
    output: { means: 'embedding', lengths: [512, 6144] },
    batch: { most: 4, bytesPerPatch: 40 * MEGABYTE },
  },
  clap: {
    version: 'HTSAT',
    description:
      'The audio half of LAION-CLAP (HTSAT): an embedding of 512 values for each 10 s, in one space with texts.',
    licence: 'CC0-1.0 or Apache-2.0, by the weights chosen',
    source: 'https://github.com/LAION-AI/CLAP',
    citation:
      'Yusong Wu and others: Large-scale Contrastive Language-Audio Pretraining with Feature Fusion and Keyword-to-Caption Augmentation. ICASSP 2023.',
    frontEnd: tenSeconds(48_000, 'repeat'),
    axes: ['batch', 'one', 'frames', 'bands'],
    output: { means: 'embedding', lengths: [512] },
    batch: { most: 2, bytesPerPatch: 200 * MEGABYTE },
  },
  'panns-cnn14': {
    version: '32 kHz',
    description: 'PANNs CNN14 (AudioSet): an embedding of 2048 values for each 10 s.',
    licence: 'CC-BY-4.0 (weights), MIT (code)',
    source: 'https://zenodo.org/records/3987831',
    citation:
      'Qiuqiang Kong and others: PANNs: Large-Scale Pretrained Audio Neural Networks for Audio Pattern Recognition. IEEE/ACM TASLP 28, 2020.',
    frontEnd: tenSeconds(32_000, 'silence'),
    axes: ['batch', 'one', 'frames', 'bands'],
    output: { means: 'embedding', lengths: [2048] },
    batch: { most: 2, bytesPerPatch: 130 * MEGABYTE },
  },
  demucs: {
    version: '4',
    description: 'Demucs: separates a mix into drums, bass, other and vocals.',
    licence: 'MIT',
    source: 'https://github.com/adefossez/demucs',
    citation:
      'Simon Rouard, Francisco Massa, Alexandre Défossez: Hybrid Transformers for Music Source Separation. ICASSP 2023.',
    frontEnd: {
      kind: 'waveform',
      sampleRateHz: 44_100,
      channels: 2,
      // The length that Demucs 4 was taught on, 7.8 s.
      patch: { samples: 343_980, hopSamples: 343_980, short: 'silence', rest: 'fill' },
    },
    axes: ['batch', 'channels', 'samples'],
    output: { means: 'stems', stems: ['drums', 'bass', 'other', 'vocals'] },
    batch: { most: 1, bytesPerPatch: 2048 * MEGABYTE },
  },
} as const satisfies Record<string, KnownModel>;

export type KnownName = keyof typeof knownModels;

export function isKnown(name: string): name is KnownName {
  return Object.hasOwn(knownModels, name);
}
