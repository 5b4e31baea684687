import { useId, useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { nameTimeZone } from '../../data/queries/imports.ts';
import type { Import } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';

interface TimeZoneQuestionProps {
  entry: Import;
  reader: Reader;
  onAnswered: () => void;
}

/** Asks in which zone the times of a history are that stand without one. The listener's own is proposed, never taken unasked. */
export function TimeZoneQuestion({ entry, reader, onAnswered }: TimeZoneQuestionProps) {
  const [timeZone, setTimeZone] = useState(reader.timeZone);
  const [known, setKnown] = useState<readonly string[]>([]);
  const [isUnknown, setIsUnknown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const listId = useId();

  const answer = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = timeZone.trim().replaceAll(' ', '_');
    setIsUnknown(!isTimeZone(name));
    if (!isTimeZone(name)) return;
    setBusy(true);
    const named = await nameTimeZone(api, entry.id, name);
    setBusy(false);
    setTrouble(named.trouble);
    if (named.data !== null) onAnswered();
  };

  return (
    <form onSubmit={(event) => void answer(event)} className="mt-3 rounded-card border border-warn/40 bg-warn-soft p-4">
      <p className="max-w-prose text-sm text-ink-soft">
        The times in this file stand without a time zone, as some players and tools write them. Say where the clock was
        set, so that no play falls into another day.
      </p>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <TextField
            label="Time zone of the file"
            value={timeZone}
            onChange={setTimeZone}
            onFocus={() => setKnown(Intl.supportedValuesOf('timeZone'))}
            list={listId}
            placeholder="Europe/Berlin"
            error={isUnknown ? 'No time zone is called that. Choose one of the list, such as Europe/Berlin.' : null}
            required
            maxLength={100}
          />
          <datalist id={listId}>
            {known.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
        <Button type="submit" disabled={busy}>
          {busy ? 'Starting…' : 'Read it in this zone'}
        </Button>
      </div>
      {trouble && (
        <div className="mt-3">
          <TroubleBanner trouble={trouble} />
        </div>
      )}
    </form>
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
