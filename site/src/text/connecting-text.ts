import type { Connection } from '../data/types.ts';

export interface Connecting {
  tone: 'note' | 'done' | 'warning';
  title: string;
  text: string;
}

/** How a ListenBrainz account fares that was just named: as it stood then, and as it stands now if that is known. */
export function describeConnecting(then: Connection, now: Connection | null): Connecting {
  const { externalName, stateReason, lastSyncedAt } = now?.externalName === then.externalName ? now : then;
  if (stateReason !== null)
    return { tone: 'warning', title: `The listens of ${externalName} could not be fetched yet`, text: stateReason };
  if (lastSyncedAt !== null && lastSyncedAt !== then.lastSyncedAt)
    return {
      tone: 'done',
      title: `Connected to ${externalName}`,
      text: 'Your newest listens are here; older ones follow by themselves.',
    };
  return {
    tone: 'note',
    title: `${externalName} is noted`,
    text: `ListenBrainz will be asked for the listens of ${externalName} now.`,
  };
}
