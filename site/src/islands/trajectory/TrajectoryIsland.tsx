import { useState } from 'react';
import type { MapExtent } from '../../charts/TasteMap.tsx';
import { Pending } from '../../components/Pending.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import type { Axis, MapPoints, MapWeek, Space, Trajectory } from '../../data/types.ts';
import { useWeekKeys } from '../../keyboard/use-week-keys.ts';
import type { Reader } from '../../text/format.ts';
import { weekToShow } from '../../text/trajectory-text.ts';
import type { WindowName } from '../../text/trajectory-text.ts';
import { MapCard } from './MapCard.tsx';
import { MapFilterBar } from './MapFilterBar.tsx';
import { NothingOnTheMap } from './NothingOnTheMap.tsx';
import { PlacePanel } from './PlacePanel.tsx';
import { usePlace } from './use-place.ts';
import { useTasteMap } from './use-taste-map.ts';
import { useWeekTracks } from './use-week-tracks.ts';
import { WeekPanel } from './WeekPanel.tsx';

interface TrajectoryIslandProps {
  initial: Answer<Trajectory>;
  /** The most played points, enough for a first picture. */
  points: Answer<MapPoints>;
  window: WindowName;
  space: Space | null;
  axis: Axis;
  week: string | null;
  extent: MapExtent;
  reader: Reader;
}

/** The taste map with its controls, the chosen week beside it and a table beneath. */
export function TrajectoryIsland({ initial, points, window, space, axis, reader, ...given }: TrajectoryIslandProps) {
  const map = useTasteMap({ trajectory: initial, points, filters: { window, space, axis } });
  if (map.trajectory === null)
    return map.trouble && <TroubleBanner trouble={map.trouble} onRetry={() => location.reload()} />;
  return (
    <div className="space-y-5">
      {map.trouble && <TroubleBanner trouble={map.trouble} onRetry={map.retry} />}
      {map.trajectory.availableSpaces.length > 0 && (
        <MapFilterBar trajectory={map.trajectory} filters={map.filters} onChange={map.filter} reader={reader} />
      )}
      {map.weeks.length === 0 ? (
        <NothingOnTheMap reason={map.trajectory.reason} />
      ) : (
        <WeeksOnMap map={{ ...map, trajectory: map.trajectory }} given={given} reader={reader} />
      )}
    </div>
  );
}

interface WeeksOnMapProps {
  map: ReturnType<typeof useTasteMap> & { trajectory: Trajectory };
  given: { week: string | null; extent: MapExtent };
  reader: Reader;
}

function WeeksOnMap({ map, given, reader }: WeeksOnMapProps) {
  const { trajectory, weeks, points, answer, axis, domain, space } = map;
  const [isoWeek, setIsoWeek] = useState(given.week);
  const [extent, setExtent] = useState(given.extent);
  const selected = weekToShow(weeks, isoWeek);
  const select = (week: Pick<MapWeek, 'isoWeek'>) => {
    setIsoWeek(week.isoWeek);
    rememberInUrl({ week: week.isoWeek });
  };
  useWeekKeys({ weeks, isoWeek: selected?.isoWeek ?? null, onSelect: select });
  const ofWeek = useWeekTracks({ week: selected?.isoWeek ?? null, space, axis, version: map.version });
  const place = usePlace({ space, axis, mapId: trajectory.map?.id ?? '' });
  if (selected === null) return null;

  return (
    <Pending busy={map.loading} className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <MapCard
        {...{ trajectory, weeks, points, answer, axis, domain, extent, selected, reader }}
        weekTracks={ofWeek.tracks?.isoWeek === selected.isoWeek ? ofWeek.tracks : null}
        picked={place.picked}
        onPick={place.pick}
        onSelect={select}
        onExtent={(value) => {
          setExtent(value);
          rememberInUrl({ extent: value === 'weeks' ? undefined : value });
        }}
      />
      <div className="min-w-0 space-y-5">
        {place.picked !== null && (
          <PlacePanel
            place={place.answer}
            trouble={place.trouble}
            onClose={() => place.pick(null)}
            {...{ axis, domain, reader }}
          />
        )}
        <WeekPanel
          week={selected}
          tracks={ofWeek.tracks}
          trouble={ofWeek.trouble}
          onSelect={select}
          {...{ weeks, axis, domain, reader }}
        />
      </div>
    </Pending>
  );
}
