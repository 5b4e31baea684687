import { AXES } from '../../charts/axes.ts';
import { Badge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import type { Alert } from '../../data/queries/moods.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatDecimal } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { alertSize, alertTitle, calibrationText, historyText } from '../../text/alert-text.ts';
import { AlertParts } from './AlertParts.tsx';

interface AlertItemProps {
  alert: Alert;
  open: boolean;
  onOpen: (open: boolean) => void;
  onDismiss: (dismissed: boolean) => void;
  onShowWeek: (isoWeek: string) => void;
  reader: Reader;
}

/** One change of taste in a line; open, the whole account of it. */
export function AlertItem({ alert, open, onOpen, onDismiss, onShowWeek, reader }: AlertItemProps) {
  const { axis, direction, found, since, before, after, dismissedAt, announced } = alert;
  const history = historyText(alert);
  return (
    <li id={`alert-${alert.id}`} className="scroll-mt-6 py-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => onOpen(!open)}
        className="flex w-full items-start gap-3 rounded-lg p-2 text-left hover:bg-raised"
      >
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="mt-1 shrink-0 text-compare">
          <path d={direction === 'up' ? 'M8 2.5 14 13H2z' : 'M8 13.5 2 3h12z'} fill="currentColor" />
        </svg>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
            {alertTitle(alert)}
            {dismissedAt !== null && <Badge>dismissed</Badge>}
            {!announced && <Badge>seen later</Badge>}
          </span>
          <span className="block text-[13px] text-ink-soft">
            since {formatWeekDays(since.weekStart, reader)} · {AXES[axis].name} {direction}
            {before !== null &&
              after !== null &&
              ` from ${formatDecimal(before, reader)} to ${formatDecimal(after, reader)}`}
          </span>
        </span>
      </button>
      {open && (
        <div className="space-y-4 px-2 pt-2 pb-4 sm:pl-9">
          <p className="text-[15px] leading-relaxed">{alert.sentence}</p>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[13px]">
            <dt className="text-ink-faint">What</dt>
            <dd>
              {AXES[axis].name} went {direction} {alertSize(alert, reader)}
            </dd>
            <dt className="text-ink-faint">Since</dt>
            <dd>
              {formatWeekNumber(since.isoWeek)} of {since.isoWeek.slice(0, 4)}, as far as can be told
            </dd>
            <dt className="text-ink-faint">Evidence enough</dt>
            <dd>
              {formatWeekNumber(found.isoWeek)} of {found.isoWeek.slice(0, 4)}{' '}
              <button
                type="button"
                className="rounded-sm text-accent underline underline-offset-4"
                onClick={() => onShowWeek(found.isoWeek)}
              >
                Show that week
              </button>
            </dd>
            <dt className="text-ink-faint">How sure</dt>
            <dd className="text-ink-soft">{calibrationText(alert)}</dd>
          </dl>
          {history !== null && <p className="text-[13px] text-ink-soft">{history}</p>}
          <AlertParts alert={alert} reader={reader} />
          <Button look="quiet" size="small" onClick={() => onDismiss(dismissedAt === null)}>
            {dismissedAt === null ? 'Dismiss' : 'Bring it back'}
          </Button>
        </div>
      )}
    </li>
  );
}
