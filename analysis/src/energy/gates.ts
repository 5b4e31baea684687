/** Steps of 100 ms: blocks of loudness overlap by three quarters. */
export const STEPS_A_SECOND = 10;

const ABSOLUTE_GATE_LUFS = -70;
const BLOCK_STEPS = 4;
const SHORT_TERM_STEPS = 3 * STEPS_A_SECOND;

/**
 * Integrated loudness by ITU-R BS.1770-4: 400 ms blocks every 100 ms, gates at -70 LUFS and 10 LU below the ungated mean.
 * @param powers K-weighted power of each 100 ms
 * @returns LUFS; null for audio that never exceeds the absolute gate
 */
export function integratedLoudness(powers: Float64Array): number | null {
  const audible = audibleMeans(powers, BLOCK_STEPS);
  if (audible.length === 0) return null;
  const gate = mean(audible) * 10 ** -1;
  return toLufs(mean(audible.filter((power) => power > gate)));
}

/**
 * Loudness range by EBU Tech 3342: 3 s every 100 ms, gates at -70 LUFS and -20 LU, 10th to 95th percentile.
 * @param powers K-weighted power of each 100 ms
 * @returns LU; null where no 3 s are louder than the gate
 */
export function loudnessRange(powers: Float64Array): number | null {
  const audible = audibleMeans(powers, SHORT_TERM_STEPS);
  if (audible.length === 0) return null;
  const gate = mean(audible) * 10 ** -2;
  const ordered = audible.filter((power) => power > gate).sort();
  const percentile = (share: number) => toLufs(ordered[Math.round((ordered.length - 1) * share)]!);
  return percentile(0.95) - percentile(0.1);
}

/** Means of `length` consecutive steps, those that are louder than the absolute gate. */
function audibleMeans(powers: Float64Array, length: number): Float64Array {
  const means = new Float64Array(Math.max(0, powers.length - length + 1));
  for (let i = 0; i < means.length; i++) {
    let sum = 0;
    for (let j = i; j < i + length; j++) sum += powers[j]!;
    means[i] = sum / length;
  }
  return means.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
}

function mean(powers: Float64Array): number {
  return powers.reduce((sum, power) => sum + power, 0) / powers.length;
}

function toLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}
