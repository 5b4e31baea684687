import { createTuningMeter } from '../src/descriptors/index.ts';
import { Arena } from '../src/kernels/index.ts';
import type { SpectrumBlock } from '../src/stream/spectrum-block.ts';
import { createStft } from '../src/stream/stft.ts';
import { createConstantQ } from '../src/tonal/cqt.ts';
import { createKeyCells } from '../src/tonal/key-cells.ts';
import type { KeyEvidence } from '../src/tonal/key-evidence.ts';
import { keyEvidence } from '../src/tonal/key-evidence.ts';
import { atonalPiece, keyedPiece } from '../src/tonal/keyed-music-test-tools.ts';
import { createRateHalver } from '../src/tonal/rate-halver.ts';

const STFT = { fftSize: 2048, hopSamples: 512 };
const THIRD_CENTS = 100 / 3;
export const PIECE_SECONDS = 24;

/** A piece as the estimate of its key sees it. */
export interface JudgedPiece {
  /** 0 to 23, the major keys first; undefined for what has none. */
  key: number | undefined;
  name: string;
  evidence: KeyEvidence;
}

/** The evidence of synthesised pieces: those of seeds `from` on, and a quarter as many without a key. */
export function judgedPieces(from: number, count: number): JudgedPiece[] {
  const evidenceOf = createEvidenceMeter();
  const keyed = Array.from({ length: count }, (_, i) => {
    const { tonic, mode, texture, progression, timbre, samples } = keyedPiece(from + i, PIECE_SECONDS);
    const key = tonic + (mode === 'major' ? 0 : 12);
    return { key, name: `${texture}, ${timbre}: ${progression}`, evidence: evidenceOf(samples) };
  });
  const atonal = Array.from({ length: count / 4 }, (_, i) => {
    const { kind, samples } = atonalPiece(from + i, PIECE_SECONDS);
    return { key: undefined, name: kind, evidence: evidenceOf(samples) };
  });
  return [...keyed, ...atonal];
}

function createEvidenceMeter() {
  const arena = new Arena(1 << 24);
  const stft = createStft(arena, STFT);
  const tuning = createTuningMeter(arena, { sampleRateHz: 22_050, fftSize: STFT.fftSize });
  const halver = createRateHalver(arena);
  const constantQ = createConstantQ(arena);
  const cells = createKeyCells(constantQ.spectrum);
  return (samples: Float32Array): KeyEvidence => {
    for (const part of [tuning, stft, halver]) part.reset();
    const count = (block: SpectrumBlock) => tuning.add(block);
    stft.push(samples, count);
    stft.finish(count);
    const thirds = tuning.tuningCents() / THIRD_CENTS;
    constantQ.start(thirds - Math.round(thirds));
    cells.start(Math.round(thirds));
    const add = () => cells.add();
    const take = (halved: Float32Array) => constantQ.push(halved, add);
    halver.push(samples, take);
    halver.finish(take);
    constantQ.finish(1 + Math.floor(samples.length / STFT.hopSamples), add);
    return keyEvidence(cells.result())!;
  };
}
