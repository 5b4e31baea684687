export interface Voice {
  /** Amplitudes of the partials from the fundamental upwards. */
  partials: readonly number[];
  attackSeconds: number;
  /** Time in which a note falls to 1/e; Infinity holds it. */
  decaySeconds: number;
  /** Copies of the note beside it, in cents. */
  detuneCents: readonly number[];
  /** How much sharper partial n is than n times the fundamental: sqrt(1 + inharmonicity n^2). */
  inharmonicity: number;
  level: number;
  rateHz: number;
}

const RELEASE_SECONDS = 0.05;

interface Note {
  midi: number;
  seconds: number;
  length: number;
}

const rolled = (count: number, power: number, only: (n: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, i) => (only(i + 1) ? 1 / (i + 1) ** power : 0));
const held = { attackSeconds: 0.02, decaySeconds: Infinity, detuneCents: [0], inharmonicity: 0 };

export const TIMBRES: Record<string, Omit<Voice, 'level' | 'rateHz'>> = {
  saw: { ...held, partials: rolled(16, 1) },
  square: { ...held, partials: rolled(15, 1, (n) => n % 2 === 1) },
  flute: { ...held, partials: rolled(4, 2.2) },
  organ: { ...held, partials: [1, 0.8, 0.6, 0.5, 0, 0.3, 0, 0.3] },
  bright: { ...held, partials: [0.5, 0.8, 1, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2] },
  detuned: { ...held, partials: rolled(10, 1), detuneCents: [-9, 0, 8] },
  plucked: { ...held, partials: rolled(12, 1), attackSeconds: 0.003, decaySeconds: 0.35 },
  piano: { ...held, partials: rolled(10, 1.3), attackSeconds: 0.004, decaySeconds: 0.9, inharmonicity: 0.0004 },
  pad: { ...held, partials: rolled(6, 1.5), attackSeconds: 0.35, detuneCents: [-5, 6] },
  bass: { ...held, partials: rolled(8, 1.2), attackSeconds: 0.005, decaySeconds: 0.6 },
};

const DRUM = { partials: [], attackSeconds: 0.001, detuneCents: [0], inharmonicity: 0 };

/** Adds one note to a signal. */
export function addVoice(samples: Float32Array, voice: Voice, note: Note): void {
  const { rateHz } = voice;
  const start = Math.round(note.seconds * rateHz);
  const end = Math.min(samples.length, start + Math.round((note.length + RELEASE_SECONDS) * rateHz));
  const envelope = envelopeOf(voice, note.length, Math.max(0, end - start));
  const total = Math.hypot(...voice.partials) * Math.sqrt(voice.detuneCents.length);
  for (const cents of voice.detuneCents) {
    const fundamental = 440 * 2 ** ((note.midi - 69 + cents / 100) / 12);
    for (const [index, partial] of voice.partials.entries()) {
      const hz = fundamental * (index + 1) * Math.sqrt(1 + voice.inharmonicity * (index + 1) ** 2);
      if (hz < 0.45 * rateHz && partial > 0)
        addSine(samples, { start, envelope, turn: (2 * Math.PI * hz) / rateHz, gain: (voice.level * partial) / total });
    }
  }
}

function envelopeOf({ attackSeconds, decaySeconds, rateHz }: Voice, seconds: number, samples: number): Float32Array {
  const envelope = new Float32Array(samples);
  const attack = 1 / (attackSeconds * rateHz);
  const decay = Math.exp(-1 / (decaySeconds * rateHz));
  const releaseFrom = seconds * rateHz;
  const release = 1 / (RELEASE_SECONDS * rateHz);
  let level = 1;
  for (let i = 0; i < samples; i++) {
    const rise = i * attack < 1 ? i * attack : 1;
    const fall = i > releaseFrom ? 1 - (i - releaseFrom) * release : 1;
    envelope[i] = fall > 0 ? rise * level * fall : 0;
    level *= decay;
  }
  return envelope;
}

/** By rotation of a phasor. */
function addSine(
  samples: Float32Array,
  { start, envelope, turn, gain }: { start: number; envelope: Float32Array; turn: number; gain: number },
): void {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  let x = Math.cos(start * 1.7);
  let y = Math.sin(start * 1.7);
  for (let i = 0; i < envelope.length; i++) {
    samples[start + i]! += gain * envelope[i]! * y;
    const turned = x * c - y * s;
    y = x * s + y * c;
    x = turned;
  }
}

/** A kick on the beat, a snare on every second, hats between. */
export function addDrums(
  samples: Float32Array,
  rateHz: number,
  { seconds, beatSeconds, random }: { seconds: number; beatSeconds: number; random: () => number },
): void {
  const isBack = Math.round(seconds / beatSeconds) % 2 === 1;
  const kick = { ...DRUM, partials: [1], decaySeconds: 0.05, level: 0.5, rateHz };
  addVoice(samples, kick, { midi: 33, seconds, length: 0.12 });
  if (isBack) hiss(seconds, 0.04, 0.35);
  hiss(seconds + beatSeconds / 2, 0.012, 0.15);

  function hiss(from: number, decaySeconds: number, level: number): void {
    const start = Math.round(from * rateHz);
    const end = Math.min(samples.length, start + Math.round(4 * decaySeconds * rateHz));
    if (end <= start) return;
    const burst = new Float32Array(end - start);
    addNoise(burst, 0, random);
    const envelope = envelopeOf({ ...DRUM, decaySeconds, rateHz, level }, 1, burst.length);
    for (let i = 0; i < burst.length; i++) samples[start + i]! += 0.6 * level * burst[i]! * envelope[i]!;
  }
}

/** White noise, dB relative to full scale, by a linear congruential generator (Numerical Recipes). */
export function addNoise(samples: Float32Array, decibels: number, random: () => number): void {
  const gain = (10 ** (decibels / 20) * Math.sqrt(3)) / 2 ** 31;
  let state = random() * 2 ** 32;
  for (let i = 0; i < samples.length; i++) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    samples[i]! += gain * (state - 2_147_483_648);
  }
}
