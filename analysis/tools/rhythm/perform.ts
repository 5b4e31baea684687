import type { Groove } from './groove.ts';
import type { Drum, Random, Voice } from './instruments.ts';
import { addNote, addStroke, drumStroke, RATE_HZ } from './instruments.ts';

const STEP_LEVELS: Record<string, number> = { x: 1, o: 0.6, '-': 0.3 };
const SOMETIMES = 0.35;
const DRUM_LEVELS: Record<Drum, number> = {
  kick: 0.9,
  snare: 0.6,
  clap: 0.5,
  hat: 0.3,
  ride: 0.25,
  rim: 0.35,
  shaker: 0.3,
  tom: 0.5,
};
const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
];
const PROGRESSIONS = [
  [0, 4, 5, 3],
  [0, 3, 4, 3],
  [0, 5, 3, 4],
  [0, 0, 3, 4],
  [5, 3, 0, 4],
];
const BARS_A_SECTION = 4;

interface Player {
  random: Random;
  groove: Groove;
  mix: Float32Array;
  /** Seconds of a place in beats. */
  clock(beat: number): number;
  kit: Partial<Record<Drum, Float32Array>>;
  scale: readonly number[];
  root: number;
  voice: Voice;
  swing: number;
  levels: { drums: number; bass: number; chords: number; melody: number };
}

/** Plays a groove over given beats: sections that come and go, a progression, a melody of its own. */
export function renderPiece(groove: Groove, beats: readonly number[], seconds: number, random: Random): Float32Array {
  const mix = new Float32Array(Math.round(seconds * RATE_HZ));
  const choose = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const kit = Object.fromEntries(
    [...new Set([...Object.keys(groove.drums), ...Object.keys(groove.middle ?? {})])].map((drum) => [
      drum,
      drumStroke(drum as Drum, random),
    ]),
  );
  const player: Player = {
    random,
    groove,
    mix,
    clock: (beat) => beats[Math.floor(beat)]! + (beat % 1) * (beats[Math.floor(beat) + 1]! - beats[Math.floor(beat)]!),
    kit,
    scale: choose(SCALES),
    root: 45 + Math.floor(random() * 12),
    voice: choose(groove.voices ?? ['piano']),
    swing: (groove.swing ?? 0) * random(),
    levels: {
      drums: 0.5 + 0.6 * random(),
      bass: 0.2 + 0.3 * random(),
      chords: 0.15 + 0.25 * random(),
      melody: 0.15 + 0.25 * random(),
    },
  };
  const progression = choose(PROGRESSIONS);
  const bars = Math.floor((beats.length - 2) / groove.beatsPerBar);
  const middle = { from: Math.floor(bars * 0.4), to: Math.floor(bars * 0.65) };
  let parts = arrangement(0, random);
  let patterns = choosePatterns(groove.drums, choose);
  for (let bar = 0; bar < bars; bar++) {
    const isMiddle = groove.middle !== undefined && bar >= middle.from && bar < middle.to;
    if (bar % BARS_A_SECTION === 0) {
      parts = arrangement(bar / BARS_A_SECTION, random);
      patterns = choosePatterns(isMiddle ? groove.middle! : groove.drums, choose);
    }
    playBar(player, bar, { parts, patterns, degree: progression[bar % progression.length]! });
  }
  return finish(mix, groove.noise ?? 0.004, random);
}

type Parts = Record<'drums' | 'bass' | 'chords' | 'melody', boolean>;
type Patterns = Record<string, string>;

/** What plays in a section: now and then a part rests, and the drums may come in after the first. */
function arrangement(section: number, random: Random): Parts {
  const plays = (chance: number) => random() < chance;
  return { drums: plays(section === 0 ? 0.7 : 0.93), bass: plays(0.85), chords: plays(0.9), melody: plays(0.7) };
}

function choosePatterns(drums: Groove['drums'], choose: <T>(values: readonly T[]) => T): Patterns {
  return Object.fromEntries(Object.entries(drums).map(([drum, bars]) => [drum, choose(bars)]));
}

function playBar(
  player: Player,
  bar: number,
  { parts, patterns, degree }: { parts: Parts; patterns: Patterns; degree: number },
): void {
  const { groove, random, levels, kit } = player;
  const pick = (bars: readonly string[] | undefined) => bars?.[Math.floor(random() * 1.3) % bars.length] ?? '';
  if (parts.drums || (!groove.bass && !groove.chords))
    for (const [drum, pattern] of Object.entries(patterns))
      eachStep(player, bar, pattern, (at, level) =>
        addStroke(player.mix, kit[drum as Drum]!, at, level * levels.drums * DRUM_LEVELS[drum as Drum]),
      );
  const isDrumless = Object.keys(groove.drums).length === 0;
  if (parts.bass || isDrumless)
    eachStep(player, bar, pick(groove.bass), (at, level, length) =>
      addNote(player.mix, {
        voice: 'bass',
        startSeconds: at,
        lengthSeconds: length,
        hz: pitch(player, degree) / 2,
        level: level * levels.bass,
      }),
    );
  if (parts.chords || isDrumless)
    eachStep(player, bar, pick(groove.chords), (at, level, length) => {
      for (const third of [0, 2, 4])
        addNote(player.mix, {
          voice: player.voice,
          startSeconds: at,
          lengthSeconds: length,
          hz: 2 * pitch(player, degree + third),
          level: level * levels.chords,
        });
    });
  if (parts.melody) playMelody(player, bar, degree);
}

function playMelody(player: Player, bar: number, degree: number): void {
  const { groove, random } = player;
  const steps = groove.beatsPerBar * groove.stepsPerBeat;
  const chance = groove.melody ?? 0;
  let pattern = '';
  for (let step = 0; step < steps; step++) {
    const onBeat = step % groove.stepsPerBeat === 0;
    pattern += random() < (onBeat ? chance : chance * 0.35) ? (onBeat ? 'x' : 'o') : '.';
  }
  eachStep(player, bar, pattern, (at, level, length) => {
    const hz = 4 * pitch(player, degree + 2 * Math.floor(random() * 4));
    addNote(player.mix, {
      voice: player.voice,
      startSeconds: at,
      lengthSeconds: length,
      hz,
      level: level * player.levels.melody,
    });
  });
}

function eachStep(
  player: Player,
  bar: number,
  pattern: string,
  play: (at: number, level: number, length: number) => void,
): void {
  const { beatsPerBar, stepsPerBeat, jitterSeconds = 0.001 } = player.groove;
  for (let step = 0; step < pattern.length; step++) {
    const sign = pattern[step]!;
    const level = sign === '?' && player.random() < SOMETIMES ? 0.4 : (STEP_LEVELS[sign] ?? 0);
    if (level === 0) continue;
    let length = 1;
    while (step + length < pattern.length && !'xo-'.includes(pattern[step + length]!)) length++;
    const late = step % 2 === 1 ? player.swing : 0;
    const beat = bar * beatsPerBar + (step + late) / stepsPerBeat;
    const at = player.clock(beat);
    const until = player.clock(Math.min(bar * beatsPerBar + (step + length) / stepsPerBeat, beat + 4));
    play(at + jitterSeconds * gaussian(player.random), level * (0.85 + 0.15 * player.random()), 0.9 * (until - at));
  }
}

function pitch({ root, scale }: Player, degree: number): number {
  const note = root + scale[degree % 7]! + 12 * Math.floor(degree / 7);
  return 440 * 2 ** ((note - 69) / 12);
}

function finish(mix: Float32Array, noise: number, random: Random): Float32Array {
  const rms = Math.sqrt(mix.reduce((sum, value) => sum + value * value, 0) / mix.length) || 1;
  let peak = 0;
  for (let i = 0; i < mix.length; i++) {
    mix[i]! += 1.7 * noise * rms * (2 * random() - 1);
    peak = Math.max(peak, Math.abs(mix[i]!));
  }
  return mix.map((value) => (0.8 * value) / peak);
}

/** Normal deviate (Box and Muller). */
export function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
