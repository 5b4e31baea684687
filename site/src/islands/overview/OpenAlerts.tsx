import { Card } from '../../components/Card.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { dismissAlert } from '../../data/queries/moods.ts';
import type { Alert } from '../../data/queries/moods.ts';
import { alertTitle } from '../../text/alert-text.ts';
import { formatWeekNumber } from '../../text/dates.ts';

interface OpenAlertsProps {
  alerts: readonly Alert[];
  /** What the page's headline says already. */
  headline: string | null;
  onChange: () => void;
}

/** Lasting changes that the listener has not seen off yet; what is behind each stands with the moods. */
export function OpenAlerts({ alerts, headline, onChange }: OpenAlertsProps) {
  if (alerts.length === 0) return null;

  const set = async (id: string, dismissed: boolean) => {
    const { trouble } = await dismissAlert(api, id, dismissed);
    onChange();
    if (trouble !== null) showToast(`${trouble.title}. ${trouble.remedy}`, { tone: 'trouble' });
    else if (dismissed) showToast('Dismissed.', { action: { name: 'Undo', run: () => void set(id, false) } });
  };

  return (
    <Card title={alerts.length === 1 ? 'A lasting change' : 'Lasting changes'}>
      <ul className="space-y-4">
        {alerts.map((alert) => (
          <li key={alert.id} className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <p className="text-sm">{alert.sentence === headline ? alertTitle(alert) : alert.sentence}</p>
              <p className="mt-1 text-xs text-ink-faint">
                Found in {formatWeekNumber(alert.found.isoWeek).toLowerCase()} ·{' '}
                <a href={`/moods?alert=${alert.id}`} className="text-accent underline-offset-4 hover:underline">
                  Why?
                </a>
              </p>
            </div>
            <IconButton icon="close" label="Dismiss" size="small" onClick={() => void set(alert.id, true)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
