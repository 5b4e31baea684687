import { Button } from '../../components/Button.tsx';
import { ConfirmButton } from '../../components/ConfirmButton.tsx';
import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { fetchAllToConfirm, MOST_DECISIONS } from '../../data/queries/library.ts';
import type { Decision, Match } from '../../data/queries/library.ts';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { matchKey } from './MatchList.tsx';
import type { LibraryState } from './use-library.ts';

interface BulkBarProps {
  /** Those on this page. */
  matches: readonly Match[];
  total: number;
  ticked: ReadonlySet<string>;
  onTicked: (ticked: ReadonlySet<string>) => void;
  state: LibraryState;
  reader: Reader;
}

/** Decides about many matches at once: those that are ticked, or all of them. */
export function BulkBar({ matches, total, ticked, onTicked, state, reader }: BulkBarProps) {
  const { deciding, settle, filter } = state;
  const chosen = matches.filter((match) => ticked.has(matchKey(match)));
  const all = chosen.length === matches.length;
  const decideTicked = async (verdict: Decision['verdict']) => {
    if (await settle(chosen.map((match) => decided(match, verdict)))) onTicked(new Set());
  };
  const confirmAll = async () => {
    const { data, trouble } = await fetchAllToConfirm(api, filter.q);
    if (trouble !== null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else if (await settle(data.map((match) => decided(match, 'same')))) onTicked(new Set());
  };
  const atOnce = Math.min(total, MOST_DECISIONS);
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line pb-3">
      <label className="flex cursor-pointer items-center gap-3 text-[13px] text-ink-soft">
        <input
          type="checkbox"
          checked={all && matches.length > 0}
          onChange={() => onTicked(new Set(all ? [] : matches.map(matchKey)))}
          className="size-[18px] cursor-pointer accent-accent"
        />
        {chosen.length === 0 ? 'Tick all on this page' : `${formatCount(chosen.length, reader)} ticked`}
      </label>
      <div className="flex flex-wrap gap-2 md:ml-auto">
        {chosen.length > 0 ? (
          <>
            <Button size="small" disabled={deciding} onClick={() => void decideTicked('same')}>
              All the same
            </Button>
            <Button look="quiet" size="small" disabled={deciding} onClick={() => void decideTicked('different')}>
              None the same
            </Button>
          </>
        ) : (
          total > 1 && (
            <ConfirmButton
              label={
                atOnce < total
                  ? `Confirm the first ${formatCount(atOnce, reader)}`
                  : `Confirm all ${formatCount(total, reader)}`
              }
              look="quiet"
              question={`Confirm ${formatCount(atOnce, reader)} matches?`}
              confirm="Confirm them"
              disabled={deciding}
              onConfirm={confirmAll}
            >
              <p>
                Each file is then taken for its track for good, until you say otherwise.{' '}
                {filter.q !== '' && `Only those with “${filter.q}” are meant. `}
                You can take all of it back at once.
              </p>
            </ConfirmButton>
          )
        )}
      </div>
    </div>
  );
}

function decided({ recordingId, fileId }: Match, verdict: Decision['verdict']): Decision {
  return { recordingId, fileId, verdict };
}
