import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, buttonClass } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Pending } from '../../components/Pending.tsx';
import { showToast } from '../../components/toast.ts';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { rememberFilters } from '../../data/filter-memory.ts';
import { fetchMixtape, wishParameters } from '../../data/queries/mixtape.ts';
import type { Mixtape, MixtapeWish } from '../../data/queries/mixtape.ts';
import { createPlaylist } from '../../data/queries/playlists.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { useWeekKeys } from '../../keyboard/use-week-keys.ts';
import type { Reader } from '../../text/format.ts';
import { withoutPaths } from '../../text/mixtape-text.ts';
import { describeLength, mixtapeName } from '../../text/playlist-text.ts';
import { CopyList } from '../playlists/CopyList.tsx';
import { FlowCard } from '../playlists/FlowCard.tsx';
import { HowItCameAbout } from './HowItCameAbout.tsx';
import { MixtapeTracks } from './MixtapeTracks.tsx';
import { MixtapeWishes } from './MixtapeWishes.tsx';

interface MixtapeIslandProps {
  initial: Answer<Mixtape>;
  wish: MixtapeWish;
  reader: Reader;
}

/** A mixtape of one week: what it is made of, how it runs, why each track is on it. */
export function MixtapeIsland({ initial, wish: given, reader }: MixtapeIslandProps) {
  const { data: mixtape, trouble, loading, ask } = useAnswer(initial);
  const [wish, setWish] = useState(given);

  const load = (wanted: MixtapeWish, options?: { quietly: boolean }) => ask(() => fetchMixtape(api, wanted), options);
  const change = (part: Partial<MixtapeWish>) => {
    const wanted = { ...wish, ...part };
    setWish(wanted);
    const { week, seed, ...filters } = wishParameters(wanted);
    rememberFilters('/mixtapes', filters);
    rememberInUrl({ week, seed });
    void load(wanted);
  };
  // A mixtape that is shown stays as it is while one looks at it; only an empty page fills by itself.
  useLiveEvents({ onChanged: () => mixtape?.reason != null && void load(wish, { quietly: true }) });
  const { isoWeek, weeks } = weeksOf(wish, mixtape);
  useWeekKeys({ weeks, isoWeek, onSelect: ({ isoWeek: week }) => change({ week, seed: 1 }) });

  if (mixtape === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  if (mixtape.availableWeeks.length === 0) return <NothingHeard reason={mixtape.reason} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void load(wish)} />}
      <MixtapeWishes mixtape={mixtape} wish={{ ...wish, week: isoWeek }} onChange={change} reader={reader} />
      {mixtape.tracks.length === 0 ? (
        <NothingToMake mixtape={mixtape} onSpace={(space) => change({ space })} />
      ) : (
        <Pending busy={loading}>
          <Made mixtape={mixtape} reader={reader} />
        </Pending>
      )}
    </div>
  );
}

/** The week that is asked for or shown, and those there are, the oldest first. */
function weeksOf({ week }: MixtapeWish, mixtape: Mixtape | null) {
  const isoWeek = week ?? mixtape?.week?.isoWeek ?? null;
  return { isoWeek, weeks: mixtape?.availableWeeks.toReversed() ?? [] };
}

/** Kept as it is while another one is on its way. */
const Made = memo(function Made({ mixtape, reader }: { mixtape: Mixtape; reader: Reader }) {
  const [active, setActive] = useState<number | null>(null);
  const { week, tracks, totalSeconds, assumedDurations } = mixtape;
  const name = week === null ? 'Mixtape' : mixtapeName({ week: week.isoWeek });
  const length = describeLength({ trackCount: tracks.length, totalSeconds, unknownDurations: 0 }, reader);
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div aria-live="polite">
          <h2 className="text-xl font-semibold tracking-tight">{name}</h2>
          <p className="mt-0.5 text-sm text-ink-soft tabular">
            {length}
            {assumedDurations > 0 && `, ${assumedDurations} of them by a usual length`}
          </p>
        </div>
        <div className="grid grid-cols-2 gap-3 max-sm:w-full sm:flex sm:flex-wrap">
          <CopyList name={name} tracks={tracks} />
          <Save mixtape={mixtape} name={name} />
        </div>
      </div>
      <FlowCard name={name} tracks={tracks} active={active} onActive={setActive} reader={reader} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <MixtapeTracks tracks={tracks} active={active} onActive={setActive} reader={reader} />
        <HowItCameAbout mixtape={mixtape} reader={reader} />
      </div>
    </div>
  );
});

/** Keeps the mixtape as it is shown, and leads to it: there it is exported and sent. */
function Save({ mixtape, name }: { mixtape: Mixtape; name: string }) {
  const [busy, setBusy] = useState(false);
  const { week, space, seed, minutes, tracks } = mixtape;
  const save = async () => {
    setBusy(true);
    const { data, trouble } = await createPlaylist(api, {
      name,
      tracks: tracks.map(({ recordingId, why }) => ({ recordingId, note: why.slice(0, 300) })),
      ...(week !== null && { mixtape: { week: week.isoWeek, space, seed, minutes } }),
    });
    if (data !== null) {
      location.assign(`/playlists/${data.id}`);
      return;
    }
    setBusy(false);
    showToast(`It was not saved. ${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
  };
  return (
    <Button disabled={busy} onClick={() => void save()}>
      <Icon name="playlist" size={18} />
      {busy ? 'Saving…' : 'Save as playlist'}
    </Button>
  );
}

function NothingHeard({ reason }: { reason: string | null }): ReactNode {
  return (
    <EmptyState
      title="No week to make a mixtape of"
      reason={withoutPaths(reason)}
      action={
        <a href="/connect" className={buttonClass()}>
          Add music
        </a>
      }
    />
  );
}

function NothingToMake({ mixtape, onSpace }: { mixtape: Mixtape; onSpace: (space: 'audio' | 'tag') => void }) {
  const other = mixtape.availableSpaces.find(({ space }) => space !== mixtape.space);
  return (
    <EmptyState
      title="Nothing to make it of"
      reason={withoutPaths(mixtape.reason)}
      action={
        other && (
          <Button look="quiet" onClick={() => onSpace(other.space)}>
            Try it by {other.space === 'tag' ? 'tags' : 'sound'}
          </Button>
        )
      }
    />
  );
}
