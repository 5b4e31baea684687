import { useState } from 'react';
import { AXES, AXIS_ORDER } from '../../charts/axes.ts';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Select } from '../../components/Select.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Label } from '../../data/queries/labels.ts';
import { formatAgo, formatInstant } from '../../text/dates.ts';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeLabel } from '../../text/labels-text.ts';
import { EffectNote } from './EffectNote.tsx';
import { useLabelling } from './use-labelling.ts';

interface LabelListProps {
  labels: readonly Label[];
  onChanged: () => Promise<void>;
  now: number;
  reader: Reader;
}

const AT_FIRST = 50;

/** Every label that stands, newest first, each to be withdrawn. */
export function LabelList({ labels, onChanged, now, reader }: LabelListProps) {
  const { busy, trouble, applied, withdraw } = useLabelling(onChanged);
  const [axis, setAxis] = useState('');
  const [all, setAll] = useState(false);
  const wanted = labels.filter((label) => axis === '' || label.axis === axis);
  const shown = all ? wanted : wanted.slice(0, AT_FIRST);
  const used = AXIS_ORDER.filter((each) => labels.some((label) => label.axis === each));

  return (
    <Card
      title="What you said"
      aside={<span className="text-xs text-ink-faint tabular">{formatCount(labels.length, reader)} in all</span>}
    >
      {used.length > 1 && (
        <div className="mb-4 max-w-56">
          <Select
            label="Axis"
            options={[{ value: '', name: 'Every axis' }, ...used.map((value) => ({ value, name: AXES[value].name }))]}
            value={axis}
            onChange={setAxis}
          />
        </div>
      )}
      {trouble !== null && <TroubleBanner trouble={trouble} />}
      {applied !== null && (
        <div className="mb-4">
          <EffectNote applied={applied} busy={busy} reader={reader} />
        </div>
      )}
      {labels.length === 0 && <p className="text-sm text-ink-soft">No label of yours stands any more.</p>}
      <ul className="divide-y divide-line">
        {shown.map((label) => (
          <li key={label.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0">
            <p className="min-w-0 flex-1 basis-64 text-sm break-words">
              <TrackLink recordingId={label.recordingId} title={label.title} className="font-medium" />
              <span className="text-ink-faint"> by {label.artistCredit}</span>
              {label.other === null ? ': ' : ' is '}
              <span className="text-ink-soft tabular">{describeLabel(label, reader)}</span>
              {label.other !== null && (
                <>
                  {' '}
                  <TrackLink recordingId={label.other.recordingId} title={label.other.title} className="font-medium" />
                  <span className="text-ink-faint"> by {label.other.artistCredit}</span>
                </>
              )}
            </p>
            <time
              dateTime={label.createdAt}
              title={formatInstant(label.createdAt, reader)}
              className="text-xs text-ink-faint"
            >
              {formatAgo(label.createdAt, now)}
            </time>
            <Button look="quiet" size="small" disabled={busy} onClick={() => void withdraw(label)}>
              Withdraw
              <span className="sr-only">
                {AXES[label.axis].name} of {label.title}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {wanted.length > shown.length && (
        <div className="mt-4 text-center">
          <Button look="quiet" size="small" onClick={() => setAll(true)}>
            Show all {formatCount(wanted.length, reader)}
          </Button>
        </div>
      )}
    </Card>
  );
}
