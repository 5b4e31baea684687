import type { Connection } from '../data/types.ts';
import type { Reader } from '../text/format.ts';
import { AddFolder } from './AddFolder.tsx';
import { ConnectListenBrainz } from './ConnectListenBrainz.tsx';
import { UploadExport } from './UploadExport.tsx';

interface AddMusicProps {
  /** On a laptop, folders of this machine can be named. */
  laptop: boolean;
  connections: readonly Connection[];
  onAdded: () => Promise<void> | void;
  reader: Reader;
}

/** The three ways in: an account, a file, a folder. Any of them is enough to begin with. */
export function AddMusic({ laptop, connections, onAdded, reader }: AddMusicProps) {
  const listenBrainz = connections.find(({ service }) => service === 'listenbrainz') ?? null;
  return (
    <div className={`grid gap-5 md:grid-cols-2 ${laptop ? 'xl:grid-cols-3' : ''}`}>
      <ConnectListenBrainz connection={listenBrainz} onAdded={onAdded} />
      <UploadExport onAdded={() => void onAdded()} reader={reader} />
      {laptop && <AddFolder onAdded={() => void onAdded()} />}
    </div>
  );
}
