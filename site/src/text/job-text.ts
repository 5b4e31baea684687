import type { Job } from '../data/types.ts';
import { formatCount } from './format.ts';
import type { Reader } from './format.ts';

/** The counts of a job's result in words: "imported 6,100 · duplicates 20". Zero counts and what is no count are left out. */
export function describeResult(result: Job['result'], reader: Reader): string {
  const counts = Object.entries(result ?? {}).flatMap(([name, value]) =>
    typeof value === 'number' && value !== 0 ? [`${spell(name)} ${formatCount(value, reader)}`] : [],
  );
  return counts.length === 0 ? 'Done, nothing new.' : counts.join(' · ');
}

function spell(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
