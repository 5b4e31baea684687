import { stepBetween, wheelName, type Sound } from './steps.ts';
import type { MixtapeStep } from './types.ts';

/** The step with its sentence. */
export function toldStep(from: Sound, to: Sound): MixtapeStep {
  const step = stepBetween(from, to);
  return { ...step, text: sentence([tempoWords(from, to), keyWords(from, to), energyWords(step.energyChange)]) };
}

/** Why a track was chosen. */
export function whyChosen(given: { plays: number; standsFor: number; inCluster: boolean; weeks: number }): string {
  const { plays, standsFor, inCluster, weeks } = given;
  const heard = `Played ${times(plays)} in ${weeks === 1 ? 'the week' : `these ${weeks} weeks`}`;
  const others = standsFor - 1;
  const stands =
    others > 0
      ? `it stands for ${others} ${others === 1 ? 'track' : 'tracks'} near it that ${others === 1 ? 'was' : 'were'} left out`
      : 'it stands for itself alone';
  return `${heard}; ${stands}${inCluster ? '' : '; it lies outside the cluster, near it'}.`;
}

export const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

function tempoWords({ tempoBpm: from }: Sound, { tempoBpm: to }: Sound): string {
  if (from === null || to === null) return 'tempo not known';
  const pace = `tempo ${Math.round(from)} to ${Math.round(to)} BPM`;
  const octaves = Math.round(Math.log2(to / from));
  return octaves === 0 ? pace : `${pace}, felt at ${octaves > 0 ? 'half' : 'double'} the pace`;
}

function keyWords({ key: from }: Sound, { key: to }: Sound): string {
  if (from === null || to === null) return 'key not known';
  const [a, b] = [wheelName(from), wheelName(to)];
  return a === b ? `key stays ${a}` : `key ${a} to ${b}`;
}

function energyWords(change: number | null): string {
  if (change === null) return 'energy not known';
  if (Math.abs(change) < 0.005) return 'energy the same';
  return `energy ${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(2)}`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
