import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { connectListenBrainz } from '../../data/queries/settings.ts';
import type { Connection } from '../../data/types.ts';

interface ListenBrainzFormProps {
  connection: Connection | null;
  onDone: () => Promise<void> | void;
}

/** Name and token of a ListenBrainz account. A token is kept only once ListenBrainz has said whose it is. */
export function ListenBrainzForm({ connection, onDone }: ListenBrainzFormProps) {
  const [name, setName] = useState(connection?.externalName ?? '');
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const connect = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await connectListenBrainz(api, name.trim(), token.trim());
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setToken('');
    showToast(`${answer.data.externalName} is connected. The newest listens come first.`);
    await onDone();
  };

  return (
    <form onSubmit={(event) => void connect(event)} className="mt-4 border-t border-line pt-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Your name on ListenBrainz" value={name} onChange={setName} required maxLength={200} />
        <TextField
          label={connection?.hasCredential === true ? 'Another token' : 'Token (optional)'}
          type="password"
          value={token}
          onChange={setToken}
          maxLength={500}
          hint="It lets SideTrack send playlists and plays to your account. ListenBrainz shows it under Settings."
        />
      </div>
      <div className="mt-4 space-y-3">
        {trouble && <TroubleBanner trouble={trouble} />}
        <Button type="submit" disabled={busy}>
          {label(busy, connection !== null)}
        </Button>
      </div>
    </form>
  );
}

function label(busy: boolean, isKnown: boolean): string {
  if (busy) return 'Checking…';
  return isKnown ? 'Save' : 'Connect';
}
