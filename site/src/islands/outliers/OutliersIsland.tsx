import { memo, useState } from 'react';
import { AXES } from '../../charts/axes.ts';
import { DistanceOrbit } from '../../charts/DistanceOrbit.tsx';
import { orbitOf } from '../../charts/orbit.ts';
import { Button, buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { rememberFilters } from '../../data/filter-memory.ts';
import { fetchOutliers } from '../../data/queries/outliers.ts';
import type { Outliers } from '../../data/queries/outliers.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import type { Space } from '../../data/types.ts';
import { formatCount, formatDecimal, formatShare, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { DAYS, DAYS_NAMES, describeTag, summariseOutliers } from '../../text/outliers-text.ts';
import type { Days } from '../../text/outliers-text.ts';
import { SPACE_NAMES } from '../../text/trajectory-text.ts';
import { AddToPlaylist } from '../playlists/AddToPlaylist.tsx';
import { OutlierRow } from './OutlierRow.tsx';

interface OutliersIslandProps {
  initial: Answer<Outliers>;
  days: Days;
  space: Space | null;
  reader: Reader;
}

/** The tracks farthest from the centre of the plays: a picture of the distances, and each with its reasons. */
export function OutliersIsland({ initial, reader, ...given }: OutliersIslandProps) {
  const { data: outliers, trouble, loading, ask } = useAnswer(initial);
  const [filters, setFilters] = useState({ days: given.days, space: given.space });

  const load = (wanted: typeof filters, options?: { quietly: boolean }) =>
    void ask(() => fetchOutliers(api, { days: Number(wanted.days), space: wanted.space }), options);
  const filter = (change: Partial<typeof filters>) => {
    const wanted = { ...filters, ...change };
    setFilters(wanted);
    rememberFilters('/outliers', {
      days: wanted.days === DAYS[0] ? undefined : wanted.days,
      space: wanted.space ?? undefined,
    });
    load(wanted);
  };
  useLiveEvents({ onChanged: () => (outliers === null ? location.reload() : load(filters, { quietly: true })) });

  if (outliers === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => load(filters)} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {outliers.availableSpaces.length > 1 && (
          <Segmented
            label="Space"
            choices={outliers.availableSpaces.map(({ space }) => ({ value: space, name: SPACE_NAMES[space].name }))}
            value={outliers.space}
            onChange={(space) => filter({ space })}
          />
        )}
        <Segmented
          label="How far back"
          choices={DAYS_NAMES}
          value={filters.days}
          onChange={(days) => filter({ days })}
        />
      </div>
      {outliers.outliers.length === 0 ? (
        <EmptyState
          title={outliers.tracks === 0 ? 'No outliers yet' : 'Nothing stands out'}
          reason={outliers.reason ?? 'There are no tracks to compare yet.'}
          action={
            outliers.tracks === 0 ? (
              <a href="/connect" className={buttonClass()}>
                Add music
              </a>
            ) : undefined
          }
        />
      ) : (
        <Found outliers={outliers} loading={loading} reader={reader} />
      )}
    </div>
  );
}

/** So many are listed at first. */
const FEW = 8;

function Found({ outliers, loading, reader }: { outliers: Outliers; loading: boolean; reader: Reader }) {
  const [active, setActive] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const summary = summariseOutliers(outliers, reader);
  const found = outliers.outliers;
  const listed = all ? found : found.slice(0, FEW);
  const choose = (at: number) => {
    setAll(all || at >= FEW);
    requestAnimationFrame(() => document.getElementById(`outlier-${at + 1}`)?.focus());
  };
  return (
    <Pending busy={loading} className="grid items-start gap-5 lg:grid-cols-[minmax(0,420px)_minmax(0,1fr)]">
      <Card className="lg:sticky lg:top-6">
        <p className="mb-4 text-[15px] leading-relaxed" aria-live="polite">
          {summary}
        </p>
        <DistanceOrbit
          orbit={orbitOf(outliers)}
          outliers={found}
          active={active}
          name={`Distance from the centre of the plays. ${summary}`}
          onActive={setActive}
          onChoose={choose}
          reader={reader}
        />
        <p className="mt-3 text-xs text-ink-faint">
          The cross is the centre of your plays, each dot a track. Only its distance from the cross means something: the
          ring is how far a play usually lies, and the angle is chosen so that dots do not cover each other.
        </p>
        <div className="mt-3 flex flex-col gap-1">
          <Coverage
            share={outliers.coverage}
            of={`of plays lie in the ${SPACE_NAMES[outliers.space].space}`}
            reader={reader}
          />
          <p className="text-xs text-ink-faint">{SPACE_NAMES[outliers.space].explanation}</p>
        </div>
      </Card>
      <Card
        title={found.length === 1 ? 'The one farthest out' : `The ${found.length} farthest out`}
        aside={
          <AddToPlaylist
            recordingIds={found.map(({ recordingId }) => recordingId)}
            label={plural(found.length, 'track', reader)}
          />
        }
      >
        <p className="-mt-2 mb-1 text-xs text-ink-faint">
          Bands are 80 % intervals of a track’s scores, dashed where that has not been shown to hold on real music; the
          line is the mean of your plays.
        </p>
        <ol className="-mx-2 divide-y divide-line sm:-mx-3">
          {listed.map((track, at) => (
            <OutlierRow
              key={track.recordingId}
              track={track}
              at={at}
              active={active === at}
              onActive={setActive}
              reader={reader}
            />
          ))}
        </ol>
        {found.length > listed.length && (
          <Button look="plain" size="small" className="mt-2" onClick={() => setAll(true)}>
            Show {found.length - listed.length} more
          </Button>
        )}
        <OutlierTable outliers={outliers} reader={reader} />
      </Card>
    </Pending>
  );
}

const OutlierTable = memo(function OutlierTable({ outliers, reader }: { outliers: Outliers; reader: Reader }) {
  return (
    <TableAlternative>
      <Table
        caption="Tracks farther from the centre than usual"
        columns={[
          { name: 'Track', cell: (track) => <TrackLink recordingId={track.recordingId} title={track.title} /> },
          { name: 'Artist', cell: ({ artistCredit }) => artistCredit },
          { name: 'Plays', numeric: true, cell: ({ plays }) => formatCount(plays, reader) },
          { name: 'Distance', numeric: true, cell: ({ distance }) => formatDecimal(distance, reader) },
          {
            name: 'Differs on',
            cell: ({ axes }) =>
              axes
                .map(
                  (one) =>
                    `${AXES[one.axis].name.toLowerCase()} ${formatDecimal(one.low, reader)} – ${formatDecimal(one.high, reader)}, usually ${formatDecimal(one.usual, reader)}`,
                )
                .join('; '),
          },
          { name: 'Rare tags', cell: ({ tags }) => tags.map((one) => describeTag(one, reader)).join('; ') },
        ]}
        rows={outliers.outliers}
        rowKey={({ recordingId }) => recordingId}
        long
      />
      <p className="mt-3 text-xs text-ink-faint">
        {formatShare(outliers.shrinkage, reader)} of the shape of your plays was replaced by a round one, because few
        tracks tell little about it.
      </p>
    </TableAlternative>
  );
});
