import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import type { Decision, Match } from '../../data/queries/library.ts';
import type { Reader } from '../../text/format.ts';
import { Confidence } from './Confidence.tsx';
import { FileName } from './FileName.tsx';
import { TrackName } from './TrackName.tsx';

interface MatchListProps {
  matches: readonly Match[];
  /** Keys of the matches that are ticked; null where none can be. */
  ticked: ReadonlySet<string> | null;
  onTick: (key: string, on: boolean) => void;
  disabled: boolean;
  onDecide: (match: Match, verdict: Decision['verdict']) => Promise<unknown>;
  onChooseFile: (match: Match) => void;
  reader: Reader;
}

export const matchKey = ({ recordingId, fileId }: Match): string => `${recordingId} ${fileId}`;

/** Tracks beside the files that stand for them. Arrow keys go from one to the next, Y and N decide. */
export function MatchList({ matches, ticked, onTick, disabled, onDecide, onChooseFile, reader }: MatchListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(0);

  const focusRow = (index: number) => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-row]');
    const at = Math.min(Math.max(0, index), (rows?.length ?? 0) - 1);
    setActive(at);
    rows?.[at]?.focus();
  };
  const underWay = useRef(new Set<string>());
  const before = useRef<Promise<unknown>>(Promise.resolve());
  // Keys come faster than answers: each decision waits for the one before it, and none is lost or sent twice.
  const decide = (index: number, verdict: Decision['verdict']) => {
    const match = matches[index];
    if (match === undefined || underWay.current.has(matchKey(match))) return;
    underWay.current.add(matchKey(match));
    before.current = before.current.then(async () => {
      await onDecide(match, verdict);
      underWay.current.delete(matchKey(match));
      // Where the row is gone and took the focus with it, the one in its place is next.
      requestAnimationFrame(() => {
        if (list.current?.contains(document.activeElement) !== true) focusRow(index);
      });
    });
  };
  const press = (event: KeyboardEvent, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (typeof act === 'number') focusRow(index + act);
    else decide(index, act);
  };

  return (
    <ul ref={list} className="divide-y divide-line">
      {matches.map((match, index) => (
        <li
          key={matchKey(match)}
          data-row
          tabIndex={index === Math.min(active, matches.length - 1) ? 0 : -1}
          aria-label={`${match.title} by ${match.artistCredit}`}
          onKeyDown={(event) => press(event, index)}
          className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2.5 py-4 focus-visible:outline-offset-4 lg:grid-cols-[auto_minmax(0,1fr)_minmax(0,1.1fr)_auto]"
        >
          {ticked === null ? (
            <span />
          ) : (
            <input
              type="checkbox"
              checked={ticked.has(matchKey(match))}
              onChange={(event) => onTick(matchKey(match), event.target.checked)}
              aria-label={`Tick ${match.title}`}
              className="mt-1 size-[18px] cursor-pointer accent-accent"
            />
          )}
          <TrackName track={match} seconds={match.trackSeconds} reader={reader} />
          <div className="col-start-2 min-w-0 space-y-1.5 lg:col-start-auto">
            <FileName
              path={match.relativePath}
              seconds={match.fileSeconds}
              title={match.fileTitle}
              artist={match.fileArtist}
            />
            <Confidence match={match} reader={reader} />
          </div>
          <div className="col-start-2 flex flex-wrap items-start gap-2 lg:col-start-auto lg:justify-end">
            <Verdicts
              match={match}
              disabled={disabled}
              onDecide={(verdict) => decide(index, verdict)}
              onChooseFile={() => onChooseFile(match)}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

const KEYS: Readonly<Partial<Record<string, number | Decision['verdict']>>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  y: 'same',
  n: 'different',
};

interface VerdictsProps {
  match: Match;
  disabled: boolean;
  onDecide: (verdict: Decision['verdict']) => void;
  onChooseFile: () => void;
}

function Verdicts({ match: { chosen, decidedBy, title }, disabled, onDecide, onChooseFile }: VerdictsProps) {
  const settled = decidedBy === 'listener';
  return (
    <>
      {!(settled && chosen) && (
        <Button look="quiet" size="small" disabled={disabled} onClick={() => onDecide('same')}>
          <Icon name="check" size={15} />
          Same<span className="sr-only">: {title}</span>
        </Button>
      )}
      {!(settled && !chosen) && (
        <Button look="quiet" size="small" disabled={disabled} onClick={() => onDecide('different')}>
          <Icon name="close" size={15} />
          Not the same<span className="sr-only">: {title}</span>
        </Button>
      )}
      {settled && (
        <IconButton
          icon="undo"
          size="small"
          look="quiet"
          label={`Leave ${title} open again`}
          disabled={disabled}
          onClick={() => onDecide('undecided')}
        />
      )}
      <IconButton
        icon="folder"
        size="small"
        look="quiet"
        label={`Choose another file for ${title}`}
        disabled={disabled}
        onClick={onChooseFile}
      />
    </>
  );
}
