import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { describeEffect } from '../../text/labels-text.ts';
import type { Reader } from '../../text/format.ts';
import type { Applied } from './use-labelling.ts';

const TITLES: Readonly<Record<Applied['what'], string>> = {
  said: 'Noted.',
  withdrawn: 'Withdrawn.',
  undone: 'As it was.',
};

/** What a label has just changed, read out, with the way back. */
export function EffectNote({ applied, busy, reader }: { applied: Applied; busy: boolean; reader: Reader }) {
  return (
    <div role="status" className="flex gap-3 rounded-lg border border-line bg-raised px-3.5 py-3 text-sm">
      <span className="mt-0.5 text-good">
        <Icon name="check" size={18} />
      </span>
      <p className="min-w-0 flex-1 break-words text-ink-soft">
        <b className="font-medium text-ink">{TITLES[applied.what]}</b>{' '}
        {describeEffect(applied.effect, applied.axis, reader)}
      </p>
      {applied.undo !== null && (
        <Button look="quiet" size="small" disabled={busy} onClick={() => void applied.undo?.()}>
          Undo
        </Button>
      )}
    </div>
  );
}
