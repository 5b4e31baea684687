import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button } from '../../components/Button.tsx';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { createToken } from '../../data/queries/settings.ts';
import type { NewToken, TokenRequest } from '../../data/queries/settings.ts';

/** A name, what it may do, and how long. Reading alone is proposed. */
export function TokenForm({ onMade }: { onMade: (token: NewToken) => Promise<void> | void }) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const [days, setDays] = useState('365');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await createToken(api, {
      name: name.trim(),
      scopes: [scope],
      ...(days !== '' && { expiresInDays: Number(days) }),
    });
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setName('');
    await onMade(answer.data);
  };

  return (
    <form onSubmit={(event) => void make(event)} className="mt-4 border-t border-line pt-4">
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_11rem_9rem_auto]">
        <TextField label="Name" value={name} onChange={setName} placeholder="scrobbler" required maxLength={100} />
        <Select label="It may" options={SCOPES} value={scope} onChange={(chosen) => setScope(chosen as Scope)} />
        <Select label="It expires" options={LIVES} value={days} onChange={setDays} />
        <Button type="submit" look="quiet" disabled={busy}>
          {busy ? 'Making…' : 'Make a token'}
        </Button>
      </div>
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} />
        </div>
      )}
    </form>
  );
}

type Scope = NonNullable<TokenRequest['scopes']>[number];
const SCOPES = [
  { value: 'read', name: 'Read only' },
  { value: 'push', name: 'Push plays only' },
  { value: 'write', name: 'Read and write' },
];
const LIVES = [
  { value: '30', name: 'In 30 days' },
  { value: '90', name: 'In 90 days' },
  { value: '365', name: 'In a year' },
  { value: '', name: 'Never' },
];
