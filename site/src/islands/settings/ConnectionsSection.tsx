import type { Settings } from '../../data/queries/settings.ts';
import type { Connection } from '../../data/types.ts';
import { intervalName } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { LastfmAccount } from './LastfmAccount.tsx';
import { ListenBrainzAccount } from './ListenBrainzAccount.tsx';
import { SettingsSection } from './SettingsSection.tsx';

interface ConnectionsSectionProps {
  settings: Settings;
  connections: readonly Connection[];
  now: number;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** The accounts that listens and tags come from, and how often each is asked. */
export function ConnectionsSection({ settings, connections, now, reader, onChanged }: ConnectionsSectionProps) {
  const of = (service: Connection['service']) => connections.find((one) => one.service === service) ?? null;
  const [tags, weeks] = (['tags', 'weeks'] as const).map((source) =>
    settings.intervals.find((interval) => interval.source === source),
  );
  const common = { settings, now, reader, onChanged };
  return (
    <SettingsSection
      id="connections"
      title="Connections"
      lede="Accounts elsewhere that SideTrack reads for you. Tokens and session keys are kept encrypted, and shown to nobody."
    >
      <ListenBrainzAccount {...common} connection={of('listenbrainz')} />
      <LastfmAccount {...common} connection={of('lastfm')} />
      {tags && weeks && (
        <p className="text-[13px] text-ink-faint">
          For all listeners together: missing tags are looked for {intervalName(tags.minutes)} ({tags.setting}), and
          weeks are added up again in full {intervalName(weeks.minutes)} ({weeks.setting}).
        </p>
      )}
    </SettingsSection>
  );
}
