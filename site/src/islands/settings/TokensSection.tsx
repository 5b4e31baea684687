import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { revokeToken } from '../../data/queries/settings.ts';
import type { NewToken, Token } from '../../data/queries/settings.ts';
import { formatDay } from '../../text/dates.ts';
import { tokenMay, tokenUse } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { FreshToken } from './FreshToken.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { TokenForm } from './TokenForm.tsx';

interface TokensSectionProps {
  tokens: readonly Token[];
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** Personal API tokens: made, shown once, seen in use, revoked. */
export function TokensSection({ tokens, now, reader, onChanged }: TokensSectionProps) {
  const [fresh, setFresh] = useState<NewToken | null>(null);
  const revoke = async (token: Token) => {
    const { trouble } = await revokeToken(api, token.id);
    if (trouble === null) showToast(`${token.name} is revoked.`);
    else showToast(`${trouble.title}. ${trouble.remedy}`, { tone: 'trouble' });
    if (fresh?.id === token.id) setFresh(null);
    await onChanged();
  };
  return (
    <SettingsSection
      id="tokens"
      title="API tokens"
      lede="For scripts and other programs that ask SideTrack in your name. Whoever has a token may do what it says, so give each program its own."
    >
      <Card>
        {fresh && <FreshToken token={fresh} onDone={() => setFresh(null)} />}
        {tokens.length === 0 ? (
          <p className="text-sm text-ink-soft">There are none.</p>
        ) : (
          <ul className="divide-y divide-line">
            {tokens.map((token) => (
              <li
                key={token.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0"
              >
                <div className="min-w-0">
                  <p className="font-medium break-words">{token.name}</p>
                  <p className="mt-0.5 text-[13px] text-ink-soft">{tokenLine(token, now, reader)}</p>
                </div>
                <ConfirmButton
                  label="Revoke"
                  look="quiet"
                  question={`Revoke ${token.name}?`}
                  confirm="Revoke"
                  onConfirm={() => revoke(token)}
                >
                  Programs that use it are refused from now on. It cannot be taken back; you can make another token.
                </ConfirmButton>
              </li>
            ))}
          </ul>
        )}
        <TokenForm
          onMade={async (token) => {
            setFresh(token);
            await onChanged();
          }}
        />
      </Card>
    </SettingsSection>
  );
}

function tokenLine(token: Token, now: number, reader: Reader): string {
  const end = token.expiresAt === null ? 'does not expire' : `expires ${formatDay(token.expiresAt, reader)}`;
  return `${tokenMay(token)} · made ${formatDay(token.createdAt, reader)} · ${end} · last used: ${tokenUse(token, now).toLowerCase()}`;
}
