import { useAnswer } from '../data/use-answer.ts';
import type { Answer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchOverview } from '../data/queries.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { Overview } from '../data/types.ts';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import { AddMusic } from './AddMusic.tsx';
import { OwnMusicCommand } from './OwnMusicCommand.tsx';
import { Sources } from './Sources.tsx';
import type { Reader } from '../text/format.ts';

interface ConnectIslandProps {
  initial: Answer<Overview>;
  now: number;
  laptop: boolean;
  reader: Reader;
}

/** The ways in, and what has been brought in through them. */
export function ConnectIsland({ initial, now, laptop, reader }: ConnectIslandProps) {
  const { data: overview, trouble, ask } = useAnswer(initial);
  const reload = () => (overview === null ? location.reload() : ask(() => fetchOverview(api)));
  useLiveEvents({ onChanged: () => void reload() });
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      {overview && <Sources overview={overview} now={now} reader={reader} />}
      {overview?.listener.isDemo === true ? (
        <OwnMusicCommand />
      ) : (
        <AddMusic laptop={laptop} connections={overview?.connections ?? []} onAdded={reload} reader={reader} />
      )}
    </div>
  );
}
