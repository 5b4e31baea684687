import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import type { NewToken } from '../../data/queries/settings.ts';

/** A token just made. It is shown this once: only its hash is kept. */
export function FreshToken({ token, onDone }: { token: NewToken; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(token.token).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div role="status" className="mb-4 rounded-lg border border-good/40 bg-good-soft p-4">
      <p className="text-sm font-medium">Copy “{token.name}” now: it is not shown again.</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <code className="min-w-0 flex-1 basis-64 rounded-md bg-surface px-3 py-2 font-mono text-[13px] break-all select-all">
          {token.token}
        </code>
        <Button size="small" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button size="small" look="quiet" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
