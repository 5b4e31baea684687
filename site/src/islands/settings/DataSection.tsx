import { useState } from 'react';
import { Banner } from '../../components/Banner.tsx';
import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { deleteEverything } from '../../data/queries/settings.ts';
import type { Settings } from '../../data/queries/settings.ts';
import { useRepeat } from '../../data/use-repeat.ts';
import { remainingText } from '../../text/settings-text.ts';
import type { Reader } from '../../text/format.ts';
import { SettingsSection } from './SettingsSection.tsx';

interface DataSectionProps {
  settings: Settings;
  laptop: boolean;
  /** Everything of the listener before this one was deleted a moment ago. */
  deleted: boolean;
  reader: Reader;
  onChanged: () => Promise<void> | void;
}

/** Everything out, and everything gone. */
export function DataSection({ settings, laptop, deleted, reader, onChanged }: DataSectionProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { deletion, isDemo, isManaged, handle } = settings;
  useRepeat(deletion !== null, onChanged);
  const leave = async () => {
    const answer = await deleteEverything(api, handle);
    if (answer.data === null) setTrouble(answer.trouble);
    else location.assign(laptop ? '/settings?bye=deleted#your-data' : '/sign-in?bye=deleted');
  };
  return (
    <SettingsSection id="your-data" title="Your data" lede="All of it is yours: take it with you, or have it deleted.">
      {deletion !== null && (
        <Banner tone="note" title="Everything is being deleted">
          {remainingText(deletion.remainingRows, reader)} This is a new listener, with nothing yet.
        </Banner>
      )}
      {deletion === null && deleted && (
        <Banner tone="note" title="Everything is deleted">
          This is a new listener, with nothing yet.
        </Banner>
      )}
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <h3 className="font-semibold tracking-tight">Export everything</h3>
            <p className="mt-1 max-w-prose text-sm text-ink-soft">
              A zip file with your listens, labels, playlists, weeks, alerts, imports, matches and settings, as JSON and
              for spreadsheets, and a README that explains each file. Import it again, and everything is as it was. No
              audio and no secrets are in it. Or take{' '}
              <a href="/api/v1/export/tracks.csv" download className="text-accent underline underline-offset-4">
                the scores and measurements of your tracks
              </a>{' '}
              alone, as a table.
            </p>
          </div>
          <a href="/api/v1/export" download className={buttonClass('quiet')}>
            <Icon name="download" size={18} />
            Export everything
          </a>
        </div>
      </Card>
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-72">
            <h3 className="font-semibold tracking-tight">Delete everything</h3>
            <p className="mt-1 max-w-prose text-sm text-ink-soft">{whyOrWhat(settings)}</p>
          </div>
          <ConfirmButton
            label="Delete everything"
            question="Delete everything?"
            confirm="Delete everything"
            phrase={handle}
            disabled={isDemo || isManaged}
            onConfirm={leave}
          >
            <div className="space-y-2">
              <p>
                Your listens, imports, labels, playlists, shared cards, weeks, maps, alerts, matches, connections and
                tokens go. It cannot be taken back: export first what you want to keep.
              </p>
              <p>
                Your audio files stay where they are. What they measure like stays too, under a number that names
                nobody, and so do names of artists and tracks that MusicBrainz knows.
              </p>
            </div>
          </ConfirmButton>
        </div>
        {trouble && (
          <div className="mt-4">
            <TroubleBanner trouble={trouble} />
          </div>
        )}
      </Card>
    </SettingsSection>
  );
}

function whyOrWhat({ isDemo, isManaged }: Settings): string {
  if (isDemo)
    return 'The demo’s listener is invented and stays. To be rid of the demo, stop it and delete its data folder.';
  if (isManaged) return 'An administrator manages this listener: ask them to delete the Tenant with the policy Purge.';
  return 'All that SideTrack keeps of you. You begin anew, as on the first day.';
}
