import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { setRelay } from '../../data/queries/settings.ts';
import type { Relay } from '../../data/queries/settings.ts';
import { relayHint, relayLine } from '../../text/relay-text.ts';
import { formatInstant } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface RelayCardProps {
  relay: Relay;
  isDemo: boolean;
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** Whether pushed plays go on to ListenBrainz, how many wait, and what it would not have. */
export function RelayCard({ relay, isDemo, now, reader, onChanged }: RelayCardProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { on, account, waiting, refused } = relay;
  const set = async (wanted: boolean) => {
    setTrouble((await setRelay(api, wanted)).trouble);
    await onChanged();
  };
  return (
    <Card>
      <Toggle
        label="Pass plays on to ListenBrainz"
        hint={relayHint(relay)}
        checked={on}
        disabled={isDemo || (!on && account === null)}
        onChange={(wanted) => void set(wanted)}
      />
      {on && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="min-w-0 flex-1 basis-72 text-[13px] break-words text-ink-soft">
            {relayLine(relay, now, reader)}
          </p>
          {(waiting > 0 || refused.count > 0) && (
            <Button size="small" look="quiet" onClick={() => void set(true)}>
              Try again now
            </Button>
          )}
        </div>
      )}
      {refused.count > 0 && (
        <details className="mt-3 text-[13px]">
          <summary className="cursor-pointer">
            ListenBrainz would not have {plural(refused.count, 'play', reader)}. They are kept here all the same.
          </summary>
          <ul className="mt-2 space-y-1.5">
            {refused.newest.map((play) => (
              <li key={`${play.listenedAt} ${play.artistName} ${play.trackName}`} className="break-words text-ink-soft">
                {play.trackName} by {play.artistName}, {formatInstant(play.listenedAt, reader)}: {play.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} />
        </div>
      )}
    </Card>
  );
}
