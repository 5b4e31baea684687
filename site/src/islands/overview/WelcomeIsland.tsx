import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchOverview } from '../../data/queries.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Overview } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { isEmpty } from '../../text/overview-text.ts';
import { AddMusic } from '../AddMusic.tsx';

interface WelcomeIslandProps {
  initial: Answer<Overview>;
  laptop: boolean;
  reader: Reader;
}

/** The first page of somebody who has brought nothing yet: what this is, and how to begin. Once there is something, the overview. */
export function WelcomeIsland({ initial, laptop, reader }: WelcomeIslandProps) {
  const { trouble, ask } = useAnswer(initial);
  const look = () =>
    ask(async () => {
      const answer = await fetchOverview(api);
      if (answer.data !== null && !isEmpty(answer.data)) location.reload();
      return answer;
    });
  useLiveEvents({ onChanged: () => void look() });
  return (
    <div className="space-y-7">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void look()} />}
      <header className="max-w-2xl">
        <h1 className="text-[26px] leading-tight font-semibold tracking-tight sm:text-[32px]">
          See how your music taste moves
        </h1>
        <p className="mt-3 text-base text-ink-soft">
          Bring your listening history, by name or as a file. Weeks and scores follow by themselves; your newest weeks
          come first. Add a folder with your music, and it is measured on this machine and never leaves it.
        </p>
      </header>
      <AddMusic laptop={laptop} connections={[]} onAdded={look} reader={reader} />
    </div>
  );
}
