import { seededRandom } from '../../src/maths/random.ts';
import type { Random } from './instruments.ts';
import { addNote, addStroke, drumStroke, RATE_HZ } from './instruments.ts';
import type { Piece } from './pieces.ts';

export const PULSELESS = ['white noise', 'random notes', 'random strokes', 'drone'] as const;

/** What has no beat. */
const MAKERS: Record<(typeof PULSELESS)[number], (mix: Float32Array, random: Random) => void> = {
  'white noise': (mix, random) => mix.forEach((_, i) => (mix[i] = 0.3 * (2 * random() - 1))),
  'random notes': (mix, random) => {
    for (let at = 0; at < mix.length / RATE_HZ; at += -Math.log(1 - random()) * 0.35)
      addNote(mix, {
        voice: (['piano', 'pluck', 'strings'] as const)[Math.floor(random() * 3)]!,
        startSeconds: at,
        lengthSeconds: 0.2 + random(),
        hz: 110 * 2 ** (3 * random()),
        level: 0.2 + 0.3 * random(),
      });
  },
  'random strokes': (mix, random) => {
    const kit = (['kick', 'snare', 'hat', 'tom'] as const).map((drum) => drumStroke(drum, random));
    for (let at = 0; at < mix.length / RATE_HZ; at += 0.05 - Math.log(1 - random()) * 0.25)
      addStroke(mix, kit[Math.floor(random() * 4)]!, at, 0.3 + 0.5 * random());
  },
  drone: (mix, random) => {
    for (let at = 0; at < mix.length / RATE_HZ; at += 4 + 5 * random())
      addNote(mix, { voice: 'pad', startSeconds: at, lengthSeconds: 7, hz: 80 * 2 ** (2 * random()), level: 0.3 });
    mix.forEach((value, i) => (mix[i] = value + 0.002 * (2 * random() - 1)));
  },
};

export function makePulseless(category: (typeof PULSELESS)[number], seconds: number, seed: number): Piece {
  return {
    name: `${category} ${seed % 1009}`,
    category,
    bpm: null,
    beatTimesSeconds: [],
    render: () => {
      const mix = new Float32Array(Math.round(seconds * RATE_HZ));
      MAKERS[category](mix, seededRandom(seed));
      return mix;
    },
  };
}
