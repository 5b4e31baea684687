import type { Connection } from '../data/types.ts';
import { AddFolder } from './AddFolder.tsx';
import { ConnectListenBrainz } from './ConnectListenBrainz.tsx';
import { UploadExport } from './UploadExport.tsx';

interface AddMusicProps {
  /** On a laptop, folders of this machine can be named. */
  laptop: boolean;
  connections: readonly Connection[];
  onAdded: () => void;
}

/** The three ways in: an account, a file, a folder. Any of them is enough to begin with. */
export function AddMusic({ laptop, connections, onAdded }: AddMusicProps) {
  const listenBrainz = connections.find(({ service }) => service === 'listenbrainz') ?? null;
  return (
    <div className={`grid gap-5 md:grid-cols-2 ${laptop ? 'xl:grid-cols-3' : ''}`}>
      <ConnectListenBrainz connection={listenBrainz} onAdded={onAdded} />
      <UploadExport onAdded={onAdded} />
      {laptop && <AddFolder onAdded={onAdded} />}
    </div>
  );
}
