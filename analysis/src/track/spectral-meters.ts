import {
  createContrastMeter,
  createFrameLevelsMeter,
  createLowMidMeter,
  createMelMeter,
  createSpectralShapeMeter,
  createTuningMeter,
} from '../descriptors/index.ts';
import type { SeparatedBlock } from '../energy/index.ts';
import { createHpss } from '../energy/index.ts';
import type { Arena } from '../kernels/index.ts';
import { createRhythmMeter } from '../rhythm/index.ts';
import type { SpectrumBlock } from '../stream/index.ts';
import { createStft } from '../stream/index.ts';
import { createTonalMeter } from '../tonal/index.ts';
import type { createContourSet } from './contour-set.ts';
import { FEATURE_SAMPLE_RATE_HZ, HOP_SAMPLES, WINDOW_SAMPLES } from './rates.ts';
import type { Stopwatch } from './stopwatch.ts';

/** All that is measured of the mono signal at 22.05 kHz, from one spectrum. */
export function createSpectralMeters(arena: Arena, contours: ReturnType<typeof createContourSet>, watch: Stopwatch) {
  const spectrum = { sampleRateHz: FEATURE_SAMPLE_RATE_HZ, fftSize: WINDOW_SAMPLES };
  const stft = createStft(arena, { fftSize: WINDOW_SAMPLES, hopSamples: HOP_SAMPLES });
  const shape = createSpectralShapeMeter(arena, spectrum);
  const contrast = createContrastMeter(arena, spectrum);
  const tuning = createTuningMeter(arena, spectrum);
  const lowMid = createLowMidMeter(arena, spectrum);
  const hpss = createHpss(arena, { bins: WINDOW_SAMPLES / 2 + 1 });
  const rhythm = createRhythmMeter();
  const mel = createMelMeter(arena, {
    ...spectrum,
    sinks: {
      decibels: (rows, firstFrame, frames) => watch.during('rhythm', () => rhythm.add(rows, firstFrame, frames)),
      mfcc: (mean, firstFrame, frames) => contours.addMfcc(mean, firstFrame, frames),
    },
  });
  const levels = createFrameLevelsMeter(arena, {
    frameSamples: WINDOW_SAMPLES,
    hopSamples: HOP_SAMPLES,
    visit: (rms, firstFrame, frames) => contours.addLevels(rms, firstFrame, frames),
  });
  const tonal = createTonalMeter(arena, {
    tuningCents: () => tuning.tuningCents(),
    thirdTuningCents: () => tuning.thirdTuningCents(),
    chromaSink: contours.addChroma,
  });

  const separated = ({ firstFrame, frames, percussiveEnergy, harmonicEnergy }: SeparatedBlock) =>
    contours.addSeparation(firstFrame, frames, percussiveEnergy, harmonicEnergy);
  function visit(block: SpectrumBlock): void {
    watch.during('descriptors', () => {
      shape.add(block);
      contours.addCentroid(block.firstFrame, block.frames, shape.latest.spectralCentroidHz);
      contrast.add(block);
      tuning.add(block);
      lowMid.add(block);
      mel.add(block);
    });
    watch.during('hpss', () => hpss.add(block, separated));
  }

  return {
    push(samples: Float32Array): void {
      watch.during('stft', () => stft.push(samples, visit));
      watch.during('descriptors', () => levels.push(samples));
      watch.during('tonal', () => tonal.push(samples));
    },
    finish() {
      watch.during('stft', () => stft.finish(visit));
      watch.during('descriptors', () => {
        levels.finish();
        mel.finish();
      });
      const percussiveRatio = watch.during('hpss', () => hpss.finish(separated));
      const keyed = watch.during('tonal', () => tonal.finish());
      const { onsetEnvelope, beatFrames, ...measured } = watch.during('rhythm', () => rhythm.result());
      contours.addOnsets(onsetEnvelope);
      return {
        beatFrames,
        lowMid: lowMid.result(),
        features: {
          ...measured,
          ...keyed,
          ...shape.result(),
          ...levels.result(),
          ...mel.result(),
          contrastMean: contrast.result(),
          percussiveRatio,
          tuningCents: tuning.tuningCents(),
        },
      };
    },
    reset(): void {
      for (const meter of [stft, shape, contrast, tuning, lowMid, hpss, rhythm, mel, levels, tonal]) meter.reset();
    },
  };
}
