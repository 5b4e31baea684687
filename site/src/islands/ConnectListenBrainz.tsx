import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { TextField } from '../components/TextField.tsx';
import { toAnswer } from '../data/answer.ts';
import type { Trouble } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { useRepeat } from '../data/use-repeat.ts';
import type { Connection } from '../data/types.ts';
import { describeConnecting } from '../text/connecting-text.ts';
import { WayIn } from './WayIn.tsx';

interface ConnectListenBrainzProps {
  connection: Connection | null;
  onAdded: () => Promise<void> | void;
}

/** Follow a ListenBrainz account by its name; a token is needed by those only who are limited without one. */
export function ConnectListenBrainz({ connection, onAdded }: ConnectListenBrainzProps) {
  const [name, setName] = useState(connection?.externalName ?? '');
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [connected, setConnected] = useState<Connection | null>(null);
  const outcome = connected && describeConnecting(connected, connection);
  useRepeat(outcome?.tone === 'note', onAdded);

  const connect = async () => {
    setBusy(true);
    const answer = await toAnswer(
      api.PUT('/connections/{service}', {
        params: { path: { service: 'listenbrainz' } },
        body: { externalName: name.trim(), ...(token.trim() !== '' && { credential: token.trim() }) },
      }),
    );
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setConnected(answer.data);
    void onAdded();
  };

  return (
    <WayIn
      icon="link"
      title="Connect ListenBrainz"
      explanation="Your public listens are fetched, the newest first, and then every minute."
      trouble={trouble}
      outcome={outcome}
      onSubmit={() => void connect()}
    >
      <TextField
        label="User name on ListenBrainz"
        value={name}
        onChange={setName}
        required
        maxLength={255}
        placeholder="your-name"
      />
      <details className="text-sm">
        <summary className="inline-block rounded text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 marker:content-none">
          Use a token
        </summary>
        <div className="mt-2">
          <TextField
            label="Token (optional)"
            type="password"
            value={token}
            onChange={setToken}
            maxLength={255}
            hint="From your ListenBrainz settings. It raises the service's limit on requests, and is kept encrypted."
          />
        </div>
      </details>
      <Button type="submit" disabled={busy} className="self-start">
        {busy ? 'Connecting…' : connection === null ? 'Connect' : 'Change'}
      </Button>
    </WayIn>
  );
}
