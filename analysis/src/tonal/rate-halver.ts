import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { HalvingKernel } from './halving.ts';
import { createHalving, HALVING_REACH } from './halving.ts';
import { Stretch } from './stretch.ts';

const PIECE = 8192;

/** Hands on a signal at half its rate. */
export interface RateHalver {
  /** @param visit gets views that are reused at the next piece */
  push(samples: Float32Array, visit: (halved: Float32Array) => void): void;
  finish(visit: (halved: Float32Array) => void): void;
  reset(): void;
}

export function createRateHalver(arena: Arena): RateHalver {
  const source = new Stretch(arena, 2 * PIECE);
  const target = new Stretch(arena, 2 * PIECE);
  const halving = createHalving(arena, loadKernel('cqt', arena) as HalvingKernel, source, target);

  function handOn(visit: (halved: Float32Array) => void): void {
    const from = target.end;
    halving.advance();
    if (target.end > from) visit(new Float32Array(arena.memory.buffer, target.pointerTo(from), target.end - from));
    source.forgetBefore(halving.needsFrom);
    target.forgetBefore(target.end);
  }

  const halver: RateHalver = {
    push(samples, visit) {
      for (let at = 0; at < samples.length; at += PIECE) {
        source.append(samples.subarray(at, at + PIECE));
        handOn(visit);
      }
    },
    finish(visit) {
      source.appendSilence(2 * HALVING_REACH);
      handOn(visit);
    },
    reset() {
      source.reset();
      target.reset();
    },
  };
  halver.reset();
  return halver;
}
