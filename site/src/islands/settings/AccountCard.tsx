import type { ReactNode } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { Card } from '../../components/Card.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { disconnect } from '../../data/queries/settings.ts';
import type { Connection } from '../../data/types.ts';
import { describeConnection } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';

interface AccountCardProps {
  /** As the service calls itself. */
  service: string;
  /** What is read there. */
  about: ReactNode;
  connection: Connection | null;
  now: number;
  reader: Reader;
  /** What becomes of what came from it. */
  disconnecting: ReactNode;
  /** Beside “Disconnect”. */
  action?: ReactNode;
  /** A form, where there is something to fill in. */
  children?: ReactNode;
  onChanged: () => Promise<void> | void;
}

/** An account elsewhere: whose it is, how it fares, and how to be rid of it. */
export function AccountCard(props: AccountCardProps) {
  const { service, about, connection, now, reader, disconnecting, action, children, onChanged } = props;
  const state = connection && describeConnection(connection, now, reader);
  const leave = async () => {
    if (connection === null) return;
    const { trouble } = await disconnect(api, connection.service);
    if (trouble === null) showToast(`${service} is disconnected.`);
    else showToast(`${trouble.title}. ${trouble.remedy}`, { tone: 'trouble' });
    await onChanged();
  };
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold tracking-tight">
            {service}
            {state && <Badge tone={state.tone}>{state.word}</Badge>}
          </h3>
          {connection === null ? (
            <p className="mt-1 max-w-prose text-sm text-ink-soft">{about}</p>
          ) : (
            <>
              <p className="mt-1 text-sm break-words">
                Connected as <span className="font-medium">{connection.externalName}</span>
                {connection.hasCredential && connection.service === 'listenbrainz' && ', with a token'}
              </p>
              <p className="mt-0.5 text-[13px] break-words text-ink-soft">{state?.sentence}</p>
            </>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          {action}
          {connection && (
            <ConfirmButton
              label="Disconnect"
              look="quiet"
              question={`Disconnect ${service}?`}
              confirm="Disconnect"
              onConfirm={leave}
            >
              {disconnecting}
            </ConfirmButton>
          )}
        </div>
      </div>
      {children}
    </Card>
  );
}
