const PROGRESSIONS = [
  [0, 5, 7, 0],
  [0, -4, 3, -2],
  [0, 3, 5, -2],
  [0, 0, 5, 7],
];
const MAJOR = [0, 4, 7];
const MINOR = [0, 3, 7];

/** A piece with its own key, chords and sounds: intro, break without drums, and a lead in the last quarter. Kick on every beat. */
export function danceMusic({ random, rateHz, bpm, seconds }) {
  const beat = 60 / bpm;
  const root = 45 + Math.floor(random() * 12);
  const triad = random() < 0.5 ? MINOR : MAJOR;
  const progression = PROGRESSIONS[Math.floor(random() * PROGRESSIONS.length)];
  const overtones = 1 + Math.floor(random() * 7);
  const hatLevel = 0.02 + 0.12 * random();
  const kickDecay = 15 + 20 * random();
  const padLevel = 0.03 + 0.05 * random();
  const sawShare = random();
  const offBeat = beat * (random() < 0.3 ? 0.42 : 0.5);
  const breakStart = seconds * (0.35 + 0.1 * random());
  const breakEnd = breakStart + 32 * beat;
  const leadStart = seconds * 0.75;

  return Float32Array.from({ length: Math.round(seconds * rateHz) }, (_, i) => {
    const t = i / rateHz;
    const chord = root + progression[Math.floor(t / (8 * beat)) % 4];
    const hasDrums = t < breakStart || t > breakEnd;
    const isIntro = t < 16 * beat;
    let value = bass(hertz(chord - 12), t, beat, sawShare);
    if (hasDrums) value += kick(t % beat, kickDecay);
    if (hasDrums && !isIntro) value += hatLevel * Math.exp(-60 * ((t + offBeat) % beat)) * (2 * random() - 1);
    if (!isIntro) for (const note of triad) value += padLevel * tone(hertz(chord + 12 + note), t, overtones);
    if (t > leadStart) value += lead(chord + 24, t, beat / 4);
    return 0.6 * value;
  });
}

function kick(sinceBeat, decay) {
  const sweep = 3 * (1 - Math.exp(-60 * sinceBeat));
  return 0.5 * Math.exp(-decay * sinceBeat) * Math.sin(2 * Math.PI * 50 * sinceBeat + sweep);
}

function bass(hz, t, beat, sawShare) {
  const saw = 2 * ((hz * t) % 1) - 1;
  const sound = sawShare * saw + (1 - sawShare) * Math.sin(2 * Math.PI * hz * t);
  return 0.15 * Math.exp(-5 * (t % (beat / 2))) * sound;
}

function lead(note, t, step) {
  const hz = hertz(note + [0, 7, 12, 3][Math.floor(t / step) % 4]);
  return 0.06 * Math.exp(-12 * (t % step)) * Math.sign(Math.sin(2 * Math.PI * hz * t));
}

function tone(hz, t, overtones) {
  let value = 0;
  for (let h = 1; h <= overtones; h++) value += Math.sin(2 * Math.PI * hz * h * t) / h;
  return value;
}

function hertz(note) {
  return 440 * 2 ** ((note - 69) / 12);
}
