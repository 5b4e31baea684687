import type { Job, Overview } from '../data/types.ts';
import { formatShare, plural } from './format.ts';
import type { Reader } from './format.ts';

/** One step from music that was brought to a week that can be looked at. */
export interface FirstStep {
  name: string;
  state: 'done' | 'under way' | 'waiting';
  /** How far it is, or what it waits for. */
  text: string;
}

/** What happens by itself once music was brought, in its order; empty while nothing was brought. */
export function firstSteps(overview: Overview, running: readonly Job[], reader: Reader): readonly FirstStep[] {
  const { listens, connections, audioRoots, pending } = overview;
  if (listens.total === 0 && connections.length === 0 && audioRoots.length === 0 && pending.imports === 0) return [];
  const steps = [arriving(overview, running, reader), lookingUp(overview, running, reader)];
  if (audioRoots.length > 0) steps.push(measuring(overview, running, reader));
  return [...steps, scoring(overview, running, reader), addingUp(overview)];
}

type Making = (overview: Overview, running: readonly Job[], reader: Reader) => FirstStep;

const arriving: Making = ({ listens, connections, pending }, running, reader) => {
  const name = 'Your listens arrive';
  const coming =
    pending.imports > 0 ||
    isRunning(running, ['sync-listens', 'import-listens']) ||
    connections.some(({ backfillComplete, state }) => !backfillComplete && state === 'active');
  if (listens.total === 0)
    return coming
      ? { name, state: 'under way', text: 'The newest come first.' }
      : { name, state: 'waiting', text: 'Connect an account or import a file.' };
  const here = `${plural(listens.total, 'listen', reader)} so far`;
  return coming
    ? { name, state: 'under way', text: `${here}; older ones are still coming.` }
    : { name, state: 'done', text: `${plural(listens.total, 'listen', reader)} are here.` };
};

const lookingUp: Making = ({ listens, pending }, running, reader) => {
  const name = 'Tracks are looked up';
  if (listens.total === 0) return { name, state: 'waiting', text: 'Their artists, lengths and tags.' };
  const left = pending.metadata + pending.tags;
  return left > 0 || isRunning(running, ['resolve-metadata', 'sync-tags'])
    ? { name, state: 'under way', text: leftOf(left, 'look-up', reader) }
    : { name, state: 'done', text: 'Their artists, lengths and tags are known as far as the services know them.' };
};

const measuring: Making = ({ pending, coverage }, running, reader) => {
  const name = 'Your files are measured';
  if (pending.extract > 0 || isRunning(running, ['scan-library', 'match-library', 'extract-audio']))
    return { name, state: 'under way', text: leftOf(pending.extract, 'file', reader) };
  return { name, state: 'done', text: `${formatShare(coverage.audio, reader)} of your plays have a measured file.` };
};

const scoring: Making = ({ listens, pending, coverage }, running, reader) => {
  const name = 'Tracks are scored';
  if (listens.total === 0) return { name, state: 'waiting', text: 'Energy, mood and five more axes.' };
  if (pending.score > 0 || isRunning(running, ['score-recordings']))
    return { name, state: 'under way', text: leftOf(pending.score, 'track', reader) };
  if (coverage.scores === 0) return { name, state: 'waiting', text: 'None has enough known about it yet.' };
  return { name, state: 'done', text: `Scores stand for ${formatShare(coverage.scores, reader)} of your plays.` };
};

function addingUp({ week }: Overview): FirstStep {
  const name = 'Your weeks are added up';
  return week === null
    ? { name, state: 'waiting', text: 'Your first week stands on the overview then.' }
    : { name, state: 'done', text: 'Your newest week is on the overview.' };
}

function leftOf(count: number, noun: string, reader: Reader): string {
  return count === 0 ? 'It is being done.' : `${plural(count, noun, reader)} left.`;
}

function isRunning(running: readonly Job[], kinds: readonly Job['kind'][]): boolean {
  return running.some(({ kind }) => kinds.includes(kind));
}
