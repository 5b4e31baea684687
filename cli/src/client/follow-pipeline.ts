import { countText, timeText, type Output } from '../output.ts';
import { pause } from '../supervisor/pause.ts';
import type { ApiClient } from './api-client.ts';
import { overview, type Overview, type Pending } from './shapes.ts';

/** Shows on one line what is still being worked on, until told to stop. Failures of the API are not its business. */
export async function followPipeline(api: ApiClient, output: Output, signal: AbortSignal): Promise<void> {
  const pace = createPace(() => Date.now());
  let wasBusy = false;
  let isTold = false;
  let looks = 0;
  while (!signal.aborted) {
    const current = await api.get('/overview', overview).catch(() => null);
    if (current !== null) {
      const line = pipelineLine(current, pace(current.pending));
      looks += 1;
      if (line !== null) output.progress(line);
      // What was only just asked for may not be pending at the first look.
      else if (!isTold && (wasBusy || (looks > 1 && current.listens.total > 0))) output.say(restLine(current));
      isTold = line === null && (isTold || wasBusy || looks > 1);
      wasBusy = line !== null;
    }
    await pause(wasBusy ? 1000 : 3000, signal);
  }
}

/** What is under way, or null when nothing is: "6,123 listens · reading ListenBrainz · measuring: 12 of 18 files, 20 s left". */
export function pipelineLine({ listens, pending, connections }: Overview, work: Pace): string | null {
  const read = connections.filter(({ state, backfillComplete }) => state === 'active' && !backfillComplete);
  const parts = [
    read.length > 0 && `reading ${read.map(readingText).join(' and ')}`,
    pending.imports > 0 && `importing: ${pending.imports} file${pending.imports === 1 ? '' : 's'}`,
    pending.metadata > 0 && `looking up: ${countText(pending.metadata)} recordings`,
    pending.extract > 0 &&
      `measuring: ${countText(work.total - pending.extract)} of ${countText(work.total)} files${work.secondsLeft === null ? '' : `, ${timeText(work.secondsLeft)} left`}`,
    pending.score > 0 && `scoring: ${countText(pending.score)} tracks`,
    pending.map > 0 && 'drawing the map',
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : [`${countText(listens.total)} listens`, ...parts].join(' · ');
}

function readingText({ service, stateReason }: Overview['connections'][number]): string {
  return `${serviceNames[service] ?? service}${stateReason === null ? '' : ` (${stateReason.replace(/\.$/, '')})`}`;
}

const serviceNames: Readonly<Record<string, string>> = { listenbrainz: 'ListenBrainz', lastfm: 'Last.fm' };

/** How far the measuring of files is. */
export interface Pace {
  /** Files waiting at the worst moment of this burst. */
  readonly total: number;
  readonly secondsLeft: number | null;
}

/** Tells the pace of measuring from successive looks at what is pending. */
export function createPace(now: () => number): (pending: Pending) => Pace {
  let total = 0;
  let began = 0;
  return ({ extract }) => {
    if (extract === 0) total = 0;
    else if (extract > total) [total, began] = [extract, now()];
    const done = total - extract;
    const secondsLeft = done < 3 ? null : ((now() - began) / 1000 / done) * extract;
    return { total, secondsLeft };
  };
}

/** How it stands when nothing is under way: what fails is no success. */
export function restLine({ listens, tracks, coverage, connections }: Overview): string {
  const failing = connections.find(({ state }) => state === 'failing');
  if (failing !== undefined)
    return `✗ ${serviceNames[failing.service] ?? failing.service}: ${failing.stateReason ?? 'The last pull failed.'}`;
  const share = Math.round(coverage.scores * 100);
  return `✓ up to date: ${countText(listens.total)} listens, ${countText(tracks.scored)} of ${countText(tracks.distinct)} tracks scored (${share} % of plays)`;
}
