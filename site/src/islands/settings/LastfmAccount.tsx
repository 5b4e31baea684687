import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { beginLastfm } from '../../data/queries/settings.ts';
import type { Settings } from '../../data/queries/settings.ts';
import type { Connection } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { AccountCard } from './AccountCard.tsx';

interface LastfmAccountProps {
  settings: Settings;
  connection: Connection | null;
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** The listener's account at Last.fm, connected on a page of Last.fm itself. */
export function LastfmAccount({ settings, connection, now, reader, onChanged }: LastfmAccountProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { available, reason } = settings.lastfm;
  const begin = async () => {
    setBusy(true);
    const answer = await beginLastfm(api);
    if (answer.data !== null) {
      location.assign(answer.data);
      return;
    }
    setBusy(false);
    setTrouble(answer.trouble);
  };
  return (
    <AccountCard
      service="Last.fm"
      about="Your listens, the newest first, and what plays now. Tags are read there for every track, with or without your account."
      connection={connection}
      now={now}
      reader={reader}
      disconnecting="No new listens are fetched, and the session key that is kept here is deleted. The listens that came from it stay, and so do tags: they are read without your account too. To take the permission back at Last.fm as well, remove SideTrack under Settings, Applications there."
      action={
        connection === null &&
        available &&
        !settings.isManaged && (
          <Button look="quiet" disabled={busy} onClick={() => void begin()}>
            {busy ? 'Going to Last.fm…' : 'Connect Last.fm'}
          </Button>
        )
      }
      onChanged={onChanged}
    >
      {connection === null && !available && !settings.isDemo && (
        <p className="mt-3 text-[13px] break-words text-ink-faint">Accounts cannot be connected yet: {reason}</p>
      )}
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} onRetry={() => void begin()} />
        </div>
      )}
    </AccountCard>
  );
}
