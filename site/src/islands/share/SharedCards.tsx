import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { showToast } from '../../components/toast.ts';
import type { SharedCard } from '../../data/queries/shares.ts';
import { formatInstant } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';

interface SharedCardsProps {
  shares: readonly SharedCard[];
  onWithdraw: (share: SharedCard) => Promise<void>;
  reader: Reader;
}

/** The cards that have an address. */
export function SharedCards({ shares, onWithdraw, reader }: SharedCardsProps) {
  const copy = (path: string) =>
    navigator.clipboard.writeText(new URL(path, location.href).href).then(
      () => showToast('Copied.'),
      () => showToast('The browser did not let it be copied: open it and copy its address.', { tone: 'trouble' }),
    );
  return (
    <Card title="Shared cards">
      {shares.length === 0 ? (
        <p className="text-ink-soft">Nothing is shared.</p>
      ) : (
        <ul className="divide-y divide-line">
          {shares.map((share) => (
            <li
              key={share.id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <a href={share.path} className="font-medium underline-offset-4 hover:text-accent hover:underline">
                  {share.card.title}
                </a>
                <p className="text-[13px] text-ink-faint">Shared {formatInstant(share.createdAt, reader)}</p>
              </div>
              <div className="flex gap-2">
                <Button look="quiet" size="small" onClick={() => void copy(share.path)}>
                  Copy address
                </Button>
                <ConfirmButton
                  label="Withdraw"
                  question="Withdraw this card?"
                  confirm="Withdraw"
                  onConfirm={() => onWithdraw(share)}
                >
                  Its address will show nothing any more.
                </ConfirmButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
