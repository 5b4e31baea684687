import type { Axis } from '../data/types.ts';
import { alertLabel } from '../text/alert-text.ts';
import type { AlertMark } from '../text/alert-text.ts';
import type { Reader } from '../text/format.ts';
import { AXES } from './axes.ts';
import type { Size } from './map-view.ts';
import { columnX } from './stream-layout.ts';
import type { StreamColumn } from './stream-shape.ts';

/** The height of the row of an axis. */
export const MARK_ROW = 28;
const TARGET = 24;

interface AlertMarksProps {
  alerts: readonly AlertMark[];
  rows: readonly Axis[];
  columns: readonly StreamColumn[];
  plot: Size;
  open: string | null;
  reader: Reader;
  onOpen: (id: string) => void;
}

/** Above the stream, a row an axis: where a change was seen, which way it went, and from which week on it lasts. */
export function AlertMarks({ alerts, rows, columns, plot, open, onOpen }: AlertMarksProps) {
  const x = (weekStart: string) => {
    const at = columns.findIndex((column) => column.weekStart === weekStart);
    return at === -1 ? null : columnX(at, columns.length, plot);
  };
  const placed = alerts.flatMap((alert) => {
    const found = x(alert.weekStart);
    return found === null
      ? []
      : [{ alert, found, since: x(alert.sinceStart ?? alert.weekStart) ?? columnX(0, 2, plot) }];
  });
  return rows.map((axis, row) => (
    <div key={axis} className="absolute inset-x-0" style={{ top: row * MARK_ROW, height: MARK_ROW }}>
      <span aria-hidden="true" className="absolute top-1.5 left-0 text-[11px] leading-4 text-ink-faint">
        {AXES[axis].name}
      </span>
      {placed
        .filter(({ alert }) => alert.axis === axis)
        .map(({ alert, found, since }) => (
          <div key={alert.id}>
            <span
              aria-hidden="true"
              className="absolute h-0.5 rounded bg-compare"
              style={{ left: since, width: Math.max(0, found - since), top: MARK_ROW / 2 - 2 }}
            />
            <button
              type="button"
              aria-label={alertLabel(alert)}
              aria-expanded={alert.id === open}
              title={alertLabel(alert)}
              onClick={() => onOpen(alert.id)}
              className="absolute flex items-center justify-center rounded-full text-compare aria-expanded:bg-raised hover:bg-raised"
              style={{ left: found - TARGET / 2, top: 1, width: TARGET, height: TARGET }}
            >
              <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                <path
                  d={alert.direction === 'up' ? 'M8 2.5 14 13H2z' : 'M8 13.5 2 3h12z'}
                  fill="currentColor"
                  stroke="var(--surface)"
                  strokeWidth="1"
                />
              </svg>
            </button>
          </div>
        ))}
    </div>
  ));
}
