import { artistKey, attributeChange, type Attribution } from '@sidetrack/analysis';
import type { AxisAttributionShape } from '../contract/changes.ts';
import type { AxisName } from '../contract/primitives.ts';
import type { SpannedRecording } from '../queries/spanned-plays.ts';
import { artistIdOf } from './artist-id.ts';

export type Parts = Pick<AxisAttributionShape, 'evidence' | 'artists' | 'otherArtists' | 'tracks' | 'otherTracks'>;

/** What the plays of an artist are counted under. */
export const byArtist = ({ artist }: SpannedRecording): string => artistKey(artist);

/** Divides the difference of one axis between the spans among groups and tracks; null where either span has no scored play. */
export function attributionOf(
  plays: readonly SpannedRecording[],
  axis: AxisName,
  groupOf: (play: SpannedRecording) => string | null,
): Attribution | null {
  return attributeChange(
    plays.map((play) => ({
      recordingId: play.recordingId,
      group: groupOf(play),
      before: play.before,
      after: play.after,
      value: play.scores[axis] ?? null,
      evidence: play.hasAudio ? 'audio' : 'tags',
    })),
  );
}

/** The strongest artists and tracks by name, and the sum of all others. */
export function namedParts(
  { evidence, groups, tracks }: Attribution,
  plays: readonly SpannedRecording[],
  limit: number,
): Parts {
  const byId = new Map(plays.map((play) => [play.recordingId, play]));
  const byKey = new Map(plays.map((play) => [byArtist(play), play]));
  return {
    evidence,
    artists: groups.slice(0, limit).map(({ group, ...influence }) => {
      const { artist, artistId } = byKey.get(group!)!;
      return { artist, ...artistIdOf(artistId), ...influence };
    }),
    otherArtists: rest(groups.slice(limit)),
    tracks: tracks.slice(0, limit).map((influence) => {
      const { title, artistCredit } = byId.get(influence.recordingId)!;
      return { ...influence, title, artistCredit };
    }),
    otherTracks: rest(tracks.slice(limit)),
  };
}

export function rest(others: readonly { change: number }[]): { count: number; change: number } {
  return { count: others.length, change: others.reduce((sum, { change }) => sum + change, 0) };
}
