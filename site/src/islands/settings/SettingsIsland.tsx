import { Banner } from '../../components/Banner.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchSettingsPage } from '../../data/queries/settings.ts';
import type { SettingsPage } from '../../data/queries/settings.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useClock } from '../../data/use-clock.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Reader } from '../../text/format.ts';
import { ConnectionsSection } from './ConnectionsSection.tsx';
import { DataSection } from './DataSection.tsx';
import { MeasuringSection } from './MeasuringSection.tsx';
import { ModelsSection } from './ModelsSection.tsx';
import { ScrobblersSection } from './ScrobblersSection.tsx';
import { SignInSection } from './SignInSection.tsx';
import { TimeZoneSection } from './TimeZoneSection.tsx';
import { TokensSection } from './TokensSection.tsx';

interface SettingsIslandProps {
  initial: Answer<SettingsPage>;
  now: number;
  laptop: boolean;
  /** A session of the dashboard, which can be ended. */
  signedIn: boolean;
  /** Everything of the listener before this one was deleted a moment ago. */
  deleted: boolean;
  reader: Reader;
}

/** Everything that a listener sets, a subject below the other. */
export function SettingsIsland({ initial, now: first, laptop, signedIn, deleted, reader }: SettingsIslandProps) {
  const { data, trouble, ask } = useAnswer(initial);
  const now = useClock(first);
  const reload = () => (data === null ? location.reload() : ask(() => fetchSettingsPage(api), { quietly: true }));
  useLiveEvents({ onChanged: () => void reload() });
  if (data === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />;

  const { settings, connections, tokens, relay } = data;
  const common = { settings, reader, onChanged: reload };
  return (
    <div className="space-y-12">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      {settings.isManaged && (
        <Banner tone="note" title="An administrator manages some of this">
          Accounts, measuring and the time zone are set in the Tenant resource of this listener.
        </Banner>
      )}
      <ConnectionsSection {...common} connections={connections} now={now} />
      <ScrobblersSection {...common} relay={relay} now={now} />
      <MeasuringSection {...common} />
      <ModelsSection models={settings.models} laptop={laptop} />
      <TimeZoneSection {...common} now={now} />
      <TokensSection tokens={tokens} now={now} reader={reader} onChanged={reload} />
      {signedIn && <SignInSection />}
      <DataSection {...common} laptop={laptop} deleted={deleted} />
    </div>
  );
}
