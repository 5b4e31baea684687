import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { setInterval } from '../../data/queries/settings.ts';
import type { Settings } from '../../data/queries/settings.ts';
import type { Connection } from '../../data/types.ts';
import { intervalChoices, intervalName } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { AccountCard } from './AccountCard.tsx';
import { ListenBrainzForm } from './ListenBrainzForm.tsx';

interface ListenBrainzAccountProps {
  settings: Settings;
  connection: Connection | null;
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** The account that listens come from: name, token, and how often it is asked. */
export function ListenBrainzAccount({ settings, connection, now, reader, onChanged }: ListenBrainzAccountProps) {
  const [editing, setEditing] = useState(false);
  const locked = settings.isDemo || settings.isManaged;
  return (
    <AccountCard
      service="ListenBrainz"
      about="Your listens, the newest first. It keeps them openly, and it can bring those of Last.fm and Spotify over."
      connection={connection}
      now={now}
      reader={reader}
      disconnecting="No new listens are fetched, and the token that is kept here is deleted. The listens that came from it stay. You can connect again at any time."
      action={
        connection &&
        !locked && (
          <Button look="quiet" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            Change
          </Button>
        )
      }
      onChanged={onChanged}
    >
      {settings.isDemo && (
        <p className="mt-3 text-sm text-ink-soft">
          The demo connects no accounts: its listener is invented, and nothing of yours goes into it.
        </p>
      )}
      {!locked && (connection === null || editing) && (
        <ListenBrainzForm
          connection={connection}
          onDone={async () => {
            setEditing(false);
            await onChanged();
          }}
        />
      )}
      {connection && !locked && <IntervalChoice settings={settings} onChanged={onChanged} />}
    </AccountCard>
  );
}

function IntervalChoice({ settings, onChanged }: Pick<ListenBrainzAccountProps, 'settings' | 'onChanged'>) {
  const interval = settings.intervals.find(({ source }) => source === 'listens');
  if (interval?.leastMinutes == null) return null;
  const choose = async (value: string) => {
    const { data, trouble } = await setInterval(api, Number(value));
    if (data === null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else showToast(`ListenBrainz is asked ${intervalName(data.minutes)} now.`);
    await onChanged();
  };
  return (
    <div className="mt-4 border-t border-line pt-4">
      <div className="max-w-56">
        <Select
          label="Ask for new listens"
          options={intervalChoices(interval.minutes, interval.leastMinutes)}
          value={String(interval.minutes)}
          onChange={(value) => void choose(value)}
        />
      </div>
    </div>
  );
}
