import { useId, useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { TextField } from '../../components/TextField.tsx';
import type { Zone } from '../../data/queries/settings.ts';
import { BEGINNING } from '../../text/settings-text.ts';

interface ZoneFormProps {
  /** The latest day that can be named. */
  today: string;
  /** True where it was saved. */
  onSave: (zone: Zone) => Promise<boolean>;
}

/** A zone and the day from which it holds. Zones are proposed while one types; the browser knows them all. */
export function ZoneForm({ today, onSave }: ZoneFormProps) {
  const [timeZone, setZone] = useState('');
  const [since, setSince] = useState('');
  const [always, setAlways] = useState(false);
  const [busy, setBusy] = useState(false);
  const [known, setKnown] = useState<readonly string[]>([]);
  const listId = useId();

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const saved = await onSave({
      timeZone: timeZone.trim().replaceAll(' ', '_'),
      since: always ? BEGINNING : since,
    });
    setBusy(false);
    if (!saved) return;
    setZone('');
    setSince('');
  };

  return (
    <form onSubmit={(event) => void save(event)} className="mt-3 border-t border-line pt-4">
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TextField
          label="Another time zone"
          value={timeZone}
          onChange={setZone}
          onFocus={() => setKnown(Intl.supportedValuesOf('timeZone'))}
          list={listId}
          placeholder="Europe/Berlin"
          required
          maxLength={100}
        />
        <TextField
          label="From this day on"
          type="date"
          value={always ? '' : since}
          onChange={setSince}
          min={BEGINNING}
          max={today}
          required={!always}
          disabled={always}
        />
        <datalist id={listId}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <Checkbox label="From the beginning" checked={always} onChange={setAlways} />
        <Button type="submit" look="quiet" disabled={busy}>
          {busy ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
