import { useState } from 'react';
import { Card } from '../../components/Card.tsx';
import { Select } from '../../components/Select.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { chooseSkipRules } from '../../data/queries/imports.ts';
import type { SkipRules } from '../../data/queries/imports.ts';

interface SkipRulesCardProps {
  /** Missing where the page could not be fetched. */
  initial: SkipRules | undefined;
  readOnly: boolean;
}

const SECONDS = [10, 20, 30, 45, 60];

/** Which plays of a file are left out. Each choice counts at once, for what is imported from then on. */
export function SkipRulesCard({ initial, readOnly }: SkipRulesCardProps) {
  return initial === undefined ? null : <Rules initial={initial} readOnly={readOnly} />;
}

function Rules({ initial, readOnly }: { initial: SkipRules; readOnly: boolean }) {
  const [rules, setRules] = useState(initial);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const choose = async (some: Partial<SkipRules>) => {
    const before = rules;
    setRules({ ...rules, ...some });
    const answer = await chooseSkipRules(api, { ...rules, ...some });
    setTrouble(answer.trouble);
    if (answer.data === null) setRules(before);
    else showToast('Saved. It holds for what you import from now on.');
  };

  return (
    <Card title="What is left out">
      <p className="max-w-prose text-sm text-ink-soft">
        Spotify and others keep every second that was played. These plays are counted in the receipt and not in your
        history; change your mind, import the same file again, and they come in.
      </p>
      <fieldset disabled={readOnly} className="mt-4 space-y-4">
        <legend className="sr-only">Plays that are left out of imports</legend>
        <Toggle
          label="Short plays"
          hint="Heard for less than half of it or four minutes, whichever is less, as scrobblers count; and what a player marks as skipped."
          checked={rules.shortPlays}
          onChange={(shortPlays) => void choose({ shortPlays })}
        />
        {rules.shortPlays && (
          <div className="max-w-72">
            <Select
              label="Where the file does not tell how long a track is"
              options={[...new Set([...SECONDS, rules.shortPlaySeconds])]
                .sort((a, b) => a - b)
                .map((seconds) => ({ value: String(seconds), name: `less than ${seconds} seconds` }))}
              value={String(rules.shortPlaySeconds)}
              onChange={(seconds) => void choose({ shortPlaySeconds: Number(seconds) })}
            />
          </div>
        )}
        <Toggle
          label="Private sessions"
          checked={rules.privateSessions}
          onChange={(privateSessions) => void choose({ privateSessions })}
        />
        <Toggle
          label="Podcasts and audiobooks"
          checked={rules.podcasts}
          onChange={(podcasts) => void choose({ podcasts })}
        />
        <Toggle label="Videos" checked={rules.videos} onChange={(videos) => void choose({ videos })} />
      </fieldset>
      {trouble && (
        <div className="mt-4">
          <TroubleBanner trouble={trouble} />
        </div>
      )}
    </Card>
  );
}
