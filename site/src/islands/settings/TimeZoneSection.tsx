import { useEffect, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { forgetTimeZone, setTimeZone } from '../../data/queries/settings.ts';
import type { Settings, Zone, ZonesChanged } from '../../data/queries/settings.ts';
import { BEGINNING, zonesMoved, zoneSince } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { SettingsSection } from './SettingsSection.tsx';
import { ZoneForm } from './ZoneForm.tsx';

interface TimeZoneSectionProps {
  settings: Settings;
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** Where the listener was when: their weeks begin on Monday, at midnight there. */
export function TimeZoneSection({ settings, now, reader, onChanged }: TimeZoneSectionProps) {
  const { timeZones, isManaged } = settings;
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [here, setHere] = useState<string | null>(null);
  const present = timeZones.at(-1)?.timeZone;
  // Only once the page is drawn: the server's zone is not the reader's.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setHere(Intl.DateTimeFormat().resolvedOptions().timeZone));
    return () => cancelAnimationFrame(frame);
  }, []);

  const told = async (call: Promise<Answer<ZonesChanged>>): Promise<boolean> => {
    const answer = await call;
    setTrouble(answer.trouble);
    if (answer.data === null) return false;
    showToast(zonesMoved(answer.data.weeks, reader));
    await onChanged();
    return true;
  };

  return (
    <SettingsSection
      id="time-zone"
      title="Time zone"
      lede="A week begins on Monday at midnight where you are. If you moved, say when: only weeks that begin or end at another moment are computed again."
    >
      <Card>
        <ol className="divide-y divide-line">
          {timeZones.map((zone) => (
            <ZoneRow
              key={zone.since}
              zone={zone}
              reader={reader}
              removable={zone !== timeZones[0] && !isManaged}
              onRemove={() => void told(forgetTimeZone(api, zone.since))}
            />
          ))}
        </ol>
        {here !== null && here !== present && !isManaged && (
          <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-soft">
            This browser is in {here.replaceAll('_', ' ')}.
            <Button
              look="plain"
              size="small"
              onClick={() => void told(setTimeZone(api, { since: today(now, here), timeZone: here }))}
            >
              Use it from today
            </Button>
          </p>
        )}
        {!isManaged && (
          <ZoneForm today={today(now, present ?? 'UTC')} onSave={(zone) => told(setTimeZone(api, zone))} />
        )}
        {trouble && (
          <div className="mt-4">
            <TroubleBanner trouble={trouble} />
          </div>
        )}
      </Card>
    </SettingsSection>
  );
}

interface ZoneRowProps {
  zone: Zone;
  reader: Reader;
  removable: boolean;
  onRemove: () => void;
}

function ZoneRow({ zone, reader, removable, onRemove }: ZoneRowProps) {
  return (
    <li className="flex min-h-12 items-center justify-between gap-4 py-1.5">
      <p className="min-w-0 text-sm">
        <span className="font-medium break-words">{zone.timeZone.replaceAll('_', ' ')}</span>
        <span className="ml-2.5 whitespace-nowrap text-ink-soft">{zoneSince(zone, reader)}</span>
      </p>
      {removable && <IconButton icon="remove" look="danger" label={`Forget ${zone.timeZone}`} onClick={onRemove} />}
    </li>
  );
}

/** The calendar day of a moment in a zone, as 2026-11-18. */
function today(now: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const found = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return found['year'] === undefined ? BEGINNING : `${found['year']}-${found['month']}-${found['day']}`;
}
