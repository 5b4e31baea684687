import { useState, useSyncExternalStore } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { createToken } from '../../data/queries/settings.ts';
import type { NewToken, Relay, Settings } from '../../data/queries/settings.ts';
import type { Reader } from '../../text/format.ts';
import { FreshToken } from './FreshToken.tsx';
import { RelayCard } from './RelayCard.tsx';
import { SettingsSection } from './SettingsSection.tsx';

interface ScrobblersSectionProps {
  settings: Settings;
  relay: Relay;
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** How programs push plays here, and whether ListenBrainz gets them too. */
export function ScrobblersSection({ settings, relay, now, reader, onChanged }: ScrobblersSectionProps) {
  return (
    <SettingsSection
      id="scrobblers"
      title="Scrobblers"
      lede="Programs that tell what you play, while you play it: for your browser, phone, player or music server."
    >
      <PushCard isDemo={settings.isDemo} onChanged={onChanged} />
      <RelayCard relay={relay} isDemo={settings.isDemo} now={now} reader={reader} onChanged={onChanged} />
    </SettingsSection>
  );
}

/** The address and a token: all that a scrobbler wants to know. */
function PushCard({ isDemo, onChanged }: { isDemo: boolean; onChanged: () => Promise<void> | void }) {
  const address = useSyncExternalStore(never, ownAddress);
  const [token, setToken] = useState<NewToken | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const answer = await createToken(api, { name: 'scrobbler', scopes: ['push'] });
    setBusy(false);
    setTrouble(answer.trouble);
    setToken(answer.data);
    if (answer.data !== null) await onChanged();
  };
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="font-semibold tracking-tight">Push plays here</h3>
          <p className="mt-1 max-w-prose text-sm text-ink-soft">
            A scrobbler that takes the address of a ListenBrainz server pushes here too. Give it the address below as
            that of the server (some call it the API URL) and a token of its own. What plays now shows on the overview.
          </p>
          {isDemo && (
            <p className="mt-2 max-w-prose text-sm text-ink-soft">
              Nothing of your own goes into the demo. Start with <code>npm run up -- --no-demo</code> instead.
            </p>
          )}
          <p className="mt-3 text-sm">
            Address: <code className="rounded-md bg-raised px-2 py-1 font-mono text-[13px] select-all">{address}</code>
          </p>
        </div>
        {!isDemo && token === null && (
          <Button look="quiet" disabled={busy} onClick={() => void make()}>
            {busy ? 'Making…' : 'Make a token for a scrobbler'}
          </Button>
        )}
      </div>
      {token && (
        <div className="mt-4 -mb-4">
          <FreshToken token={token} onDone={() => setToken(null)} />
        </div>
      )}
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} onRetry={() => void make()} />
        </div>
      )}
    </Card>
  );
}

// An address does not change while a page is open, and on the server there is none: who asks there is a proxy as a rule.
const never = () => () => undefined;
const ownAddress = () => (typeof location === 'undefined' ? '' : location.origin);
