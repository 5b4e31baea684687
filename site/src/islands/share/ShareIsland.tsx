import { useState } from 'react';
import { Button, buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { Select } from '../../components/Select.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import { showToast } from '../../components/toast.ts';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { partsFor, wishParameters, WEEK_PARTS, YEAR_PARTS } from '../../data/card-wish.ts';
import type { CardOf } from '../../data/card-wish.ts';
import { shareCard, withdrawCard } from '../../data/queries/shares.ts';
import type { CardPart, CardWish, SharedCard } from '../../data/queries/shares.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import type { Reader } from '../../text/format.ts';
import { SharedCards } from './SharedCards.tsx';

interface ShareIslandProps {
  of: CardOf;
  /** What a card can be of: weeks and years with listens, newest first. */
  choices: readonly { value: string; name: string }[];
  shares: readonly SharedCard[];
  /** On a laptop an address leads nowhere from elsewhere. */
  laptop: boolean;
  reader: Reader;
}

/** Choose what a card is of and what it shows, look at it, save the picture or make an address for it; and withdraw those that are shared. */
export function ShareIsland({ of: first, choices, laptop, reader, ...given }: ShareIslandProps) {
  const [of, setOf] = useState<CardOf>(first);
  const [parts, setParts] = useState<CardPart[]>(() => partsFor(first, null));
  const [shares, setShares] = useState(given.shares);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const wish: CardWish = { ...of, parts };

  const choose = (value: string) => {
    const next: CardOf = value.includes('W') ? { kind: 'week', week: value } : { kind: 'year', year: Number(value) };
    setOf(next);
    setParts((before) => partsFor(next, next.kind === of.kind ? before : null));
    rememberInUrl({
      week: next.kind === 'week' ? next.week : undefined,
      year: next.kind === 'year' ? String(next.year) : undefined,
    });
  };
  const toggle = (part: CardPart) => (checked: boolean) =>
    setParts((before) => partsFor(of, checked ? [...before, part] : before.filter((one) => one !== part)));
  const share = async () => {
    setBusy(true);
    const { data, trouble: refused } = await shareCard(api, wish);
    setBusy(false);
    setTrouble(refused);
    if (data === null) return;
    setShares((before) => [data, ...before]);
    showToast('Shared. Whoever has the address can see this card.');
  };
  const withdraw = async ({ id }: SharedCard) => {
    const { trouble: refused } = await withdrawCard(api, id);
    setTrouble(refused);
    if (refused !== null) return;
    setShares((before) => before.filter((one) => one.id !== id));
    showToast('Withdrawn: its address shows nothing any more.');
  };

  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} />}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,300px)_minmax(0,1fr)]">
        <Card title="What it shows">
          <div className="space-y-4">
            <Select
              label="Of"
              options={choices}
              value={of.kind === 'week' ? of.week : String(of.year)}
              onChange={choose}
            />
            <fieldset className="space-y-3">
              <legend className="mb-2 text-[13px] text-ink-soft">Only what you tick is on the card</legend>
              {(of.kind === 'week' ? WEEK_PARTS : YEAR_PARTS).map(({ part, name, hint }) => (
                <Checkbox
                  key={part}
                  label={name}
                  {...(hint !== undefined && { hint })}
                  checked={parts.includes(part)}
                  onChange={toggle(part)}
                />
              ))}
            </fieldset>
          </div>
        </Card>
        <Card title="The card">
          {parts.length === 0 ? (
            <p className="text-ink-soft">Tick at least one thing to show.</p>
          ) : (
            <>
              <img
                key={wishParameters(wish)}
                src={`/share/preview.png?${wishParameters(wish)}`}
                alt="The card as it will look"
                width="1200"
                height="630"
                className="h-auto w-full rounded-xl border border-line bg-raised"
              />
              <div className="mt-4 flex flex-wrap gap-3">
                <a
                  href={`/share/preview.png?${wishParameters(wish)}`}
                  download={`sidetrack-${of.kind === 'week' ? of.week : of.year}.png`}
                  className={buttonClass(laptop ? 'primary' : 'quiet')}
                >
                  Save the picture
                </a>
                <Button look={laptop ? 'quiet' : 'primary'} onClick={() => void share()} disabled={busy}>
                  Make an address for it
                </Button>
              </div>
              <p className="mt-3 max-w-prose text-[13px] text-ink-faint">
                {laptop
                  ? 'This installation answers on this computer alone: send the picture to others; an address works here only.'
                  : 'An address shows this card as it is now to whoever has it, until you withdraw it. Nothing else of yours can be reached by it.'}
              </p>
            </>
          )}
        </Card>
      </div>
      <SharedCards shares={shares} onWithdraw={withdraw} reader={reader} />
    </div>
  );
}
