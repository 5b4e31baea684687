import type { Segment, TrackFeatures, TrackMeter } from '@sidetrack/analysis';
import type { DecodedStream } from '../audio/index.ts';

/** A part of a long file, measured as a track of its own. */
export interface MeasuredSegment extends Segment {
  values: TrackFeatures;
}

/**
 * Measures each segment of a file as a track of its own; each begins where the one before ends. The file is decoded once more for it, from its
 * start to its end.
 */
export async function measureSegments(
  { sampleRateHz, layout, pieces }: DecodedStream,
  segments: readonly Segment[],
  meter: TrackMeter,
): Promise<MeasuredSegment[]> {
  const ends = segments.map(({ endSeconds }) => Math.round(endSeconds * sampleRateHz));
  // The last one takes whatever is there: a duration is rounded, samples are not.
  if (ends.length > 0) ends[ends.length - 1] = Infinity;
  const measured: MeasuredSegment[] = [];
  let position = 0;
  meter.start({ sampleRateHz, layout });
  for await (const channels of pieces) {
    for (let from = 0; from < channels[0]!.length;) {
      const until = Math.min(channels[0]!.length, from + ends[measured.length]! - position);
      meter.push(channels.map((channel) => channel.subarray(from, until)));
      position += until - from;
      from = until;
      if (position < ends[measured.length]!) continue;
      measured.push({ ...segments[measured.length]!, values: meter.finish().features });
      meter.start({ sampleRateHz, layout });
    }
  }
  if (measured.length < segments.length)
    measured.push({ ...segments[measured.length]!, values: meter.finish().features });
  return measured;
}
