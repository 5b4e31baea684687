import { showToast } from '../../components/toast.ts';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { dismissAlert, fetchAlerts } from '../../data/queries/moods.ts';
import type { Alert } from '../../data/queries/moods.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { alertTitle } from '../../text/alert-text.ts';

interface Alerts {
  data: readonly Alert[] | null;
  trouble: Trouble | null;
  renew: () => void;
  dismiss: (alert: Alert, dismissed: boolean) => void;
}

/** The changes of taste, and their dismissal, which can be undone for a while where it was done and later in the list. */
export function useAlerts(initial: Answer<Alert[]>): Alerts {
  const { data, trouble, ask } = useAnswer(initial);
  const renew = () => void ask(() => fetchAlerts(api), { quietly: true });
  const dismiss = async (alert: Alert, dismissed: boolean) => {
    const answer = await dismissAlert(api, alert.id, dismissed);
    if (answer.trouble !== null) {
      showToast(`${answer.trouble.title}. ${answer.trouble.remedy}`, { tone: 'trouble' });
      return;
    }
    renew();
    const name = `“${alertTitle(alert)}”`;
    if (dismissed)
      showToast(`${name} is dismissed.`, { action: { name: 'Undo', run: () => void dismiss(alert, false) } });
    else showToast(`${name} is back.`);
  };
  return { data, trouble, renew, dismiss: (alert, dismissed) => void dismiss(alert, dismissed) };
}
