import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import type { Alert } from '../../data/queries/moods.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { AlertItem } from './AlertItem.tsx';

interface AlertListProps {
  /** Null where they could not be read. */
  alerts: readonly Alert[] | null;
  trouble: Trouble | null;
  open: string | null;
  onOpen: (id: string | null) => void;
  onDismiss: (alert: Alert, dismissed: boolean) => void;
  onShowWeek: (isoWeek: string) => void;
  reader: Reader;
}

/** So many are listed at first. */
const FEW = 5;

/** Every change of taste that stands, newest first; the dismissed ones on asking. */
export function AlertList({ alerts, trouble, open, onOpen, onDismiss, onShowWeek, reader }: AlertListProps) {
  const [all, setAll] = useState(false);
  const listed = listOf(alerts ?? [], { all, open });
  const hidden = (alerts?.length ?? 0) - listed.length;
  return (
    <Card id="changes" title="Changes of taste">
      <p className="-mt-3 mb-3 max-w-prose text-[13px] text-ink-soft">
        Lasting moves of energy or valence, told once there is evidence for them. The unfinished week is not looked at,
        and a new folder, a new model or older listens announce nothing.
      </p>
      {trouble !== null && <TroubleBanner trouble={trouble} />}
      {alerts !== null && listed.length === 0 && <NoAlerts dismissed={alerts.length > 0} />}
      <ul className="-mx-2 divide-y divide-line">
        {listed.map((alert) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            open={alert.id === open}
            onOpen={(wanted) => onOpen(wanted ? alert.id : null)}
            onDismiss={(dismissed) => onDismiss(alert, dismissed)}
            onShowWeek={onShowWeek}
            reader={reader}
          />
        ))}
      </ul>
      {(hidden > 0 || all) && (
        <Button look="plain" size="small" className="mt-2" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${plural(hidden, 'more change', reader)}, dismissed ones too`}
        </Button>
      )}
    </Card>
  );
}

function NoAlerts({ dismissed }: { dismissed: boolean }) {
  return (
    <p className="py-6 text-center text-sm text-ink-soft">
      {dismissed
        ? 'You have dismissed every change.'
        : 'No lasting change has been seen. It takes about eight weeks of listening to know what is usual for you.'}
    </p>
  );
}

/** All of them, or the newest few that stand; the open one always. */
function listOf(alerts: readonly Alert[], { all, open }: { all: boolean; open: string | null }): readonly Alert[] {
  if (all) return alerts;
  const standing = alerts.filter(({ dismissedAt, id }) => dismissedAt === null || id === open);
  return standing.filter(({ id }, at) => at < FEW || id === open);
}
