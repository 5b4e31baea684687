const POWER_FLOOR = 1e-10;
const RANGE_DB = 80;

/** Power to decibels in place, at most 80 dB below the largest value (`librosa.power_to_db` with its defaults). */
export function powerToDecibels(power: Float32Array): Float32Array {
  let highest = -Infinity;
  for (let i = 0; i < power.length; i++) {
    const decibels = 10 * Math.log10(Math.max(POWER_FLOOR, power[i]!));
    power[i] = decibels;
    if (decibels > highest) highest = decibels;
  }
  const lowest = highest - RANGE_DB;
  for (let i = 0; i < power.length; i++) if (power[i]! < lowest) power[i] = lowest;
  return power;
}
