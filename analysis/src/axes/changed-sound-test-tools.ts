import { seededRandom } from '../maths/random.ts';
import type { TrackFeatures } from '../track/index.ts';
import { measureWhole } from '../track/test-tools.ts';

export const RATE_HZ = 22_050;
const SECONDS = 24;
// Test runners look up globals slowly, and there are millions of these.
const { exp, PI, sin } = Math;

/** A piece made by rule, of which one thing at a time is changed. */
export interface Sound {
  bpm: number;
  /** Root mean square of all of it. */
  level: number;
  /** Gain, in decibels an octave above 1 kHz and below. */
  tiltDb: number;
  /** Depth of the gain that dips with each beat and swells until the next, 0 to 1. */
  pump: number;
  /** Notes that sound steadily and noise (0) up to notes that fade as plucked strings do (1). */
  acoustic: number;
}

export const PLAIN: Sound = { bpm: 110, level: 0.15, tiltDb: 0, pump: 0, acoustic: 0.5 };

const measured = new Map<string, TrackFeatures>();

/** What the track meter measures of such a piece. */
export function measureSound(sound: Partial<Sound>): TrackFeatures {
  const key = JSON.stringify(sound);
  const features = measured.get(key) ?? measureWhole([renderSound({ ...PLAIN, ...sound })]).features;
  measured.set(key, features);
  return features;
}

/** A kick and a hat on the beat under chords in C major; mono. */
export function renderSound({ bpm, level, tiltDb, pump, acoustic }: Sound): Float32Array {
  const random = seededRandom(4);
  const samples = new Float32Array(SECONDS * RATE_HZ);
  const beat = (60 / bpm) * RATE_HZ;
  const decay = 0.12 + 2 * (1 - acoustic);
  const notes = renderNotes({ samples: samples.length, beat, tiltDb });
  const [hissGain, hatGain] = [0.06 * (1 - acoustic) * 10 ** ((tiltDb * 2) / 20), 0.25 * 10 ** ((tiltDb * 3) / 20)];
  for (let i = 0; i < samples.length; i++) {
    const seconds = (i % beat) / RATE_HZ;
    const fade = acoustic * exp(-seconds / decay) * 1.5 + (1 - acoustic) * 0.6;
    const hiss = hissGain * (2 * random() - 1);
    const duck = 1 - pump * exp(-seconds / (beat / RATE_HZ / 3));
    const kick = 0.9 * exp(-seconds / 0.05) * sin(2 * PI * 55 * seconds);
    const hat = hatGain * exp(-seconds / 0.015) * (2 * random() - 1);
    samples[i] = (0.2 * notes[i]! * fade + hiss) * duck + kick + hat;
  }
  let power = 0;
  for (const sample of samples) power += sample * sample;
  const gain = level / Math.sqrt(power / samples.length);
  for (let i = 0; i < samples.length; i++) samples[i]! *= gain;
  return samples;
}

/** Chords of four beats, six harmonics a note. */
function renderNotes({ samples, beat, tiltDb }: { samples: number; beat: number; tiltDb: number }): Float64Array {
  const notes = new Float64Array(samples);
  const chordSamples = 4 * beat;
  for (let chord = 0; chord * chordSamples < samples; chord++) {
    const [from, to] = [Math.ceil(chord * chordSamples), Math.min(samples, Math.ceil((chord + 1) * chordSamples))];
    for (const note of CHORDS[chord % CHORDS.length]!) {
      for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
        const hz = note * harmonic;
        const gain = 10 ** ((tiltDb * Math.log2(hz / 1000)) / 20) / harmonic;
        addTone(notes, { from, to, gain, turn: (2 * PI * hz) / RATE_HZ });
      }
    }
  }
  return notes;
}

const HARMONICS = 6;

function addTone(
  samples: Float64Array,
  { from, to, gain, turn }: { from: number; to: number; gain: number; turn: number },
): void {
  for (let i = from; i < to; i++) samples[i]! += gain * sin(turn * i);
}

const CHORDS = [
  [261.6, 329.6, 392],
  [220, 277.2, 329.6],
  [174.6, 220, 261.6],
  [196, 246.9, 293.7],
];
