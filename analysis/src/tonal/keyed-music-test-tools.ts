import { seededRandom } from '../maths/random.ts';
import type { Mode } from './key.ts';
import { addDrums, addNoise, addVoice, TIMBRES } from './synthesiser-test-tools.ts';

/** A piece of music made by rule, whose key is known. */
export interface KeyedPiece {
  /** 0 is C. */
  tonic: number;
  mode: Mode;
  /** What else it was drawn with. */
  texture: Texture;
  timbre: string;
  progression: string;
  tuningCents: number;
  noiseDb: number;
  samples: Float32Array;
}

const RATE_HZ = 22_050;
const TEXTURES = {
  chords: ['chords', 'bass'],
  song: ['chords', 'bass', 'melody'],
  band: ['chords', 'bass', 'melody', 'drums'],
  arpeggio: ['arpeggio', 'bass'],
  'arpeggio and melody': ['arpeggio', 'melody', 'drums'],
  'bass and drums': ['chords', 'bass', 'drums', 'stabs'],
  choir: ['chords', 'melody'],
  tune: ['melody'],
} as const;
export type Texture = keyof typeof TEXTURES;

/** Chords as semitones over the tonic and kind; a piece goes round and ends on its first. Borrowed chords and secondary dominants among them. */
const PROGRESSIONS: Record<Mode, readonly string[]> = {
  major: [
    '0 7 9m 5',
    '0 5 7 0',
    '0 9m 5 7',
    '0 9m 2m 7:7',
    '0 4m 5 7',
    '0 5 0 7',
    '0 2m 7:7 0',
    '0 2:7 7 0',
    '0 10 5 0',
    '0 5 5m 0',
    '0:7 5:7 0:7 7:7',
    '0:maj7 9:m7 2:m7 7:7',
    '0 8 10 0',
    '0 7 5 0',
    '0 0:7 5 7',
    '0 4:7 9m 5',
  ],
  minor: [
    '0m 8 3 10',
    '0m 5m 7m 0m',
    '0m 5m 7 0m',
    '0m 10 8 7',
    '0m 8 5m 7',
    '0m 2:dim 7:7 0m',
    '0m 5 0m 10',
    '0m 3 10 8',
    '0m 5m 10 3 8 2:dim 7 0m',
    '0m 1 7 0m',
    '0m 10 0m 7',
    '0:m7 5:m7 7:7 0:m7',
  ],
};
const CHORDS: Record<string, readonly number[]> = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  '7': [0, 4, 7, 10],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  dim: [0, 3, 6],
};
const SCALES: Record<Mode, readonly number[]> = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] };

/** The piece of a seed: keys come in turn (24 seeds have every key once), the rest is drawn. */
export function keyedPiece(seed: number, seconds: number): KeyedPiece {
  const random = seededRandom(seed * 7919 + 17);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const mode: Mode = seed % 2 === 0 ? 'major' : 'minor';
  const piece = {
    tonic: Math.floor((seed % 24) / 2),
    mode,
    texture: pick(Object.keys(TEXTURES) as Texture[]),
    timbre: pick(Object.keys(TIMBRES)),
    progression: pick(PROGRESSIONS[mode]),
    tuningCents: Math.round(random() * 80 - 40),
    noiseDb: -60 + 40 * random(),
    samples: new Float32Array(Math.round(seconds * RATE_HZ)),
  };
  play(piece, random);
  addNoise(piece.samples, piece.noiseDb, random);
  return piece;
}

function play(piece: KeyedPiece, random: () => number): void {
  const chords = piece.progression.split(' ').map(parseChord);
  const beatSeconds = 60 / (70 + 80 * random());
  const beats = Math.floor(piece.samples.length / RATE_HZ / beatSeconds);
  const chordBeats = random() < 0.3 ? 2 : 4;
  const timbres = Object.keys(TIMBRES);
  const tuneTimbre = timbres[Math.floor(random() * timbres.length)]!;
  const tune = melody(piece.mode, random);
  const phraseBeats = chordBeats * 4;
  const sound: Sound = (timbre, level, semitone, [beat, length]) =>
    addVoice(
      piece.samples,
      { ...TIMBRES[timbre]!, level, rateHz: RATE_HZ },
      {
        midi: piece.tonic + semitone + piece.tuningCents / 100,
        seconds: beat * beatSeconds,
        length: length * beatSeconds,
      },
    );
  for (let beat = 0; beat < beats; beat++) {
    const isEnd = beat >= beats - chordBeats;
    const { root, tones } = isEnd ? chords[0]! : chords[Math.floor(beat / chordBeats) % chords.length]!;
    const notes = tones.map((tone) => root + tone);
    for (const part of TEXTURES[piece.texture]) {
      if (part === 'drums') addDrums(piece.samples, RATE_HZ, { seconds: beat * beatSeconds, beatSeconds, random });
      else if (part === 'bass')
        sound('bass', 0.5, 36 + ((root + (beat % 4 === 2 && random() < 0.4 ? 7 : 0)) % 12), [beat, 0.9]);
      else if (part === 'melody')
        tune(notes, beat === beats - 1 ? 0 : phraseBeats - 1 - (beat % phraseBeats)).forEach(
          ({ semitone, at, length }) => sound(tuneTimbre, 0.5, 60 + semitone, [beat + at, length]),
        );
      else accompany(part, { beat, chordBeats, notes, sound, timbre: piece.timbre });
    }
  }
}

type Sound = (timbre: string, level: number, semitone: number, beatAndLength: readonly [number, number]) => void;

interface Moment {
  beat: number;
  chordBeats: number;
  notes: readonly number[];
  timbre: string;
  sound: Sound;
}

function accompany(part: 'chords' | 'stabs' | 'arpeggio', { beat, chordBeats, notes, timbre, sound }: Moment): void {
  if (part === 'chords' && beat % chordBeats === 0)
    for (const note of notes) sound(timbre, 0.25, 48 + ((note + 12) % 12) + (note % 2) * 12, [beat, chordBeats]);
  if (part === 'stabs') for (const note of notes) sound(timbre, 0.2, 60 + note, [beat + 0.5, 0.4]);
  if (part !== 'arpeggio') return;
  for (let half = 0; half < 2; half++) {
    const note = notes[(2 * beat + half) % notes.length]!;
    sound(timbre, 0.4, 48 + note + 12 * (beat % 2), [beat + half / 2, 0.7]);
  }
}

function parseChord(text: string): { root: number; tones: readonly number[] } {
  const [, root, kind] = /^(\d+):?(.*)$/.exec(text)!;
  return { root: Number(root), tones: CHORDS[kind!]! };
}

/**
 * A walk over the scale that rests on chord notes on the beat, with a leading note before the tonic and rare chromatic ones. Phrases close on the
 * tonic, which is held for two beats.
 */
function melody(mode: Mode, random: () => number) {
  const scale = SCALES[mode];
  let step = 7;
  const semitone = (at: number) => 12 * Math.floor(at / 7) + scale[((at % 7) + 7) % 7]!;
  const nextPitch = (tones: readonly number[], onBeat: boolean): number => {
    step = Math.max(2, Math.min(14, step + Math.floor(random() * 5) - 2));
    const isChordNote = (at: number) => tones.some((tone) => (semitone(at) - tone) % 12 === 0);
    if (onBeat && random() < 0.8)
      for (let tries = 0; tries < 3 && !isChordNote(step); tries++) step += step > 8 ? -1 : 1;
    const leads = mode === 'minor' && step % 7 === 6 && tones.some((tone) => tone % 12 === 11);
    return semitone(step) + (leads ? 1 : 0) - (random() < 0.04 ? 1 : 0);
  };
  return (tones: readonly number[], beatsLeft: number) => {
    if (beatsLeft === 1) return [{ semitone: 12, at: 0, length: 2 }];
    if (beatsLeft === 0) return [];
    const count = random() < 0.5 ? 1 : 2;
    return Array.from({ length: count }, (_, i) => ({
      semitone: nextPitch(tones, i === 0),
      at: i / count,
      length: 0.95 / count,
    }));
  };
}

const ATONAL = ['noise', 'drums', 'clusters', 'noise and drums'] as const;

/** A piece without a key: noise, drums, or notes of which each is drawn from all twelve alike. */
export function atonalPiece(seed: number, seconds: number): { kind: string; samples: Float32Array } {
  const random = seededRandom(seed * 104_729 + 5);
  const kind = ATONAL[seed % ATONAL.length]!;
  const samples = new Float32Array(Math.round(seconds * RATE_HZ));
  const beatSeconds = 60 / (70 + 80 * random());
  const timbres = Object.values(TIMBRES);
  const voice = { ...timbres[Math.floor(random() * timbres.length)]!, level: 0.3, rateHz: RATE_HZ };
  for (let beat = 0; beat * beatSeconds < seconds; beat++) {
    if (kind.includes('drums')) addDrums(samples, RATE_HZ, { seconds: beat * beatSeconds, beatSeconds, random });
    if (kind === 'clusters')
      for (let note = 0; note < 3; note++)
        addVoice(samples, voice, {
          midi: 48 + Math.floor(random() * 24),
          seconds: beat * beatSeconds,
          length: beatSeconds,
        });
  }
  addNoise(samples, kind.includes('noise') ? -20 : -60, random);
  return { kind, samples };
}
