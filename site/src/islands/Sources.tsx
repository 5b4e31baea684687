import type { ReactNode } from 'react';
import { Card } from '../components/Card.tsx';
import { Icon } from '../components/Icon.tsx';
import type { AudioRoot, Connection, Overview } from '../data/types.ts';
import { formatAgo } from '../text/dates.ts';
import { formatCount } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

interface SourcesProps {
  overview: Overview;
  now: number;
  reader: Reader;
}

const SERVICE_NAMES = { listenbrainz: 'ListenBrainz', lastfm: 'Last.fm' } as const;

/** What is connected already, where anything is. */
export function Sources(props: SourcesProps) {
  const { connections, audioRoots } = props.overview;
  if (connections.length === 0 && audioRoots.length === 0) return null;
  return (
    <Card title="Connected">
      <SourceList {...props} />
    </Card>
  );
}

/** Accounts and folders, each with how it fares. */
export function SourceList({ overview, now, reader }: SourcesProps) {
  return (
    <ul className="space-y-3 text-sm">
      {overview.connections.map((connection) => (
        <ConnectionLine key={connection.id} connection={connection} now={now} />
      ))}
      {overview.audioRoots.map((root) => (
        <RootLine key={root.id} root={root} reader={reader} />
      ))}
    </ul>
  );
}

function ConnectionLine({ connection, now }: { connection: Connection; now: number }) {
  return (
    <SourceLine
      icon="link"
      name={`${SERVICE_NAMES[connection.service]} · ${connection.externalName}`}
      trouble={connection.stateReason}
    >
      {describeConnection(connection, now)}
    </SourceLine>
  );
}

function describeConnection({ state, lastSyncedAt, backfillComplete }: Connection, now: number): string {
  const fetched = lastSyncedAt === null ? 'not fetched yet' : `fetched ${formatAgo(lastSyncedAt, now)}`;
  if (state === 'paused') return `paused · ${fetched}`;
  return backfillComplete || state === 'failing' || lastSyncedAt === null
    ? fetched
    : `${fetched} · older listens still coming`;
}

function RootLine({ root, reader }: { root: AudioRoot; reader: Reader }) {
  return (
    <SourceLine icon="folder" name={root.path} trouble={root.stateReason}>
      {formatCount(root.files, reader)} files · {formatCount(root.matched, reader)} found in your listens
      {root.unreadable > 0 && ` · ${formatCount(root.unreadable, reader)} unreadable`}
    </SourceLine>
  );
}

interface SourceLineProps {
  icon: 'link' | 'folder';
  name: string;
  trouble: string | null;
  children: ReactNode;
}

function SourceLine({ icon, name, trouble, children }: SourceLineProps) {
  return (
    <li className="flex gap-2.5">
      <span className="mt-0.5 text-ink-faint">
        <Icon name={icon} size={17} />
      </span>
      <span className="min-w-0">
        <span className="block break-words">{name}</span>
        <span className="block text-xs text-ink-faint tabular">{children}</span>
        {trouble !== null && <span className="mt-0.5 block text-xs text-bad">{trouble}</span>}
      </span>
    </li>
  );
}
