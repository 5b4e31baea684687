import { isUnderWay } from '../data/job-list.ts';
import type { Job, JobKind } from '../data/types.ts';
import { formatCount } from './format.ts';
import type { Reader } from './format.ts';

/** The counts of a job's result in words: "6,100 imported · 20 known already". Zero counts and what is no count are left out. */
export function describeResult(result: Job['result'], reader: Reader): string {
  const counts = Object.entries(result ?? {}).flatMap(([name, value]) =>
    typeof value === 'number' && value !== 0 && name !== 'pages'
      ? [`${formatCount(value, reader)} ${WORDS[name] ?? spell(name)}`]
      : [],
  );
  return counts.length === 0 ? 'Done, nothing new.' : counts.join(' · ');
}

const WORDS: Readonly<Record<string, string>> = {
  duplicates: 'known already',
  hashed: 'new or changed',
  gone: 'no longer there',
  unmatched: 'without a file',
  resolved: 'looked up',
  remaining: 'left',
  quarantined: 'that could not be measured',
};

function spell(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What can be done about failed work. */
export interface JobRemedy {
  text: string;
  /** Where to do it. */
  link?: { path: string; name: string };
  /** It can be asked for again. */
  again?: Again;
}

/** Work that the reader can ask for. */
export type Again = 'listens' | 'tags' | 'scan' | 'weeks';

/** What to do about work of a kind that failed, besides what its own reason says. */
export function remedyOf(kind: JobKind): JobRemedy {
  return REMEDIES[kind] ?? BY_ITSELF;
}

const BY_ITSELF: JobRemedy = {
  text: 'It is tried again by itself the next time there is something to do. Nothing that was done before is lost.',
};

const REMEDIES: Readonly<Partial<Record<JobKind, JobRemedy>>> = {
  'sync-listens': {
    text: 'Check the name and the token of the account, then try again. What was fetched before is kept.',
    link: { path: '/connect', name: 'Your accounts' },
    again: 'listens',
  },
  'import-listens': {
    text: 'Choose the file again, or a new export. What was read before the failure is kept and not counted twice.',
    link: { path: '/imports', name: 'Imports' },
  },
  'sync-tags': { text: 'Last.fm may have been away. Try again; it is also tried again by itself.', again: 'tags' },
  'scan-library': {
    text: 'Check that the folder is there and that SideTrack may read it, then look for files again.',
    link: { path: '/library', name: 'Your folders' },
    again: 'scan',
  },
  'extract-audio': {
    text: 'Files that cannot be measured are left out and the others go on.',
    link: { path: '/library?show=unreadable', name: 'Unreadable files' },
  },
  'aggregate-weeks': { text: 'Ask for it again. Your listens are not touched by it.', again: 'weeks' },
};

/**
 * Failed work that still needs somebody: the newest failure of each kind, where nothing of that kind has been done since. An
 * import that failed stays until a later import was done.
 */
export function openFailures(jobs: readonly Job[]): readonly Job[] {
  const newest = new Map<JobKind, Job>();
  for (const job of jobs.filter((each) => !isUnderWay(each))) {
    const known = newest.get(job.kind);
    if (known === undefined || known.updatedAt < job.updatedAt) newest.set(job.kind, job);
  }
  return [...newest.values()]
    .filter(({ state }) => state === 'failed')
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}
