import { uuidOf, type FakeRecording, type FakesSeed, type Play } from '../../fakes/index.ts';
import type { Slice } from './audio-folder.ts';

export interface World {
  readonly seed: FakesSeed;
  readonly plays: readonly Play[];
  /** Merged away: listens carry this MBID, MusicBrainz answers 301 to another. */
  readonly mergedMbid: string;
  readonly survivingMbid: string;
}

const week = 7 * 86_400;
const styles = [
  { tags: { ambient: 60, calm: 30 }, artist: 'Quiet Harbour' },
  { tags: { 'drum and bass': 80, energetic: 20 }, artist: 'Kite Engine' },
  { tags: { folk: 50, acoustic: 50 }, artist: 'Ashwood Lane' },
] as const;

/**
 * A listener's world as the three services tell it: files with and without an MBID, recordings without files, ties at one second,
 * a merged recording, a mapping that MusicBrainz alone knows, a listen that maps to nothing.
 */
export function inventWorld(listener: string, slices: readonly Slice[], newest: number): World {
  const recordings = slices.slice(0, 12).map((slice, index) => ({
    ...recordingOf(slice.title, slice.artist, 0),
    tags: styles[(index + 1) % styles.length]!.tags,
    lengthMs: slice.seconds * 1000,
  }));
  const withoutFile = styles.flatMap(({ artist, tags }, style) =>
    Array.from({ length: 6 }, (_, index) => ({
      ...recordingOf(`${artist} ${index}`, artist, style * 10 + index),
      tags,
    })),
  );
  const mergedMbid = uuidOf('merged');
  const survivor = withoutFile[0]!;
  const onlyAtMusicBrainz = recordingOf('Found late', 'Quiet Harbour', 77);
  const plays = inventPlays({
    slices,
    recordings: [...recordings, ...withoutFile, onlyAtMusicBrainz],
    mergedMbid,
    newest,
  });
  return {
    plays,
    mergedMbid,
    survivingMbid: survivor.mbid,
    seed: {
      listenbrainz: { listens: { [listener]: plays }, recordings: [...recordings, ...withoutFile] },
      musicbrainz: {
        recordings: [...recordings, ...withoutFile, onlyAtMusicBrainz],
        merged: { [mergedMbid]: survivor.mbid },
      },
      lastfm: {
        apiKey: 'key',
        secret: 'secret',
        tags: Object.fromEntries(
          withoutFile.map((recording) => [
            `${recording.artists[0]!.name}|${recording.title}`.toLowerCase(),
            { ...recording.tags, 'seen live': 5 },
          ]),
        ),
      },
    },
  };
}

function recordingOf(title: string, artist: string, index: number): FakeRecording {
  return {
    mbid: uuidOf('recording', title, artist),
    title,
    lengthMs: 180_000 + index * 1000,
    artists: [{ mbid: uuidOf('artist', artist), name: artist }],
  };
}

interface Invention {
  readonly slices: readonly Slice[];
  readonly recordings: readonly FakeRecording[];
  readonly mergedMbid: string;
  readonly newest: number;
}

/** 30 weeks of plays whose centre moves from the first recordings to the last. */
function inventPlays({ slices, recordings, mergedMbid, newest }: Invention): Play[] {
  const plays: Play[] = [];
  for (let back = 0; back < 30; back += 1) {
    for (let play = 0; play < 40; play += 1) {
      const recording = recordings[Math.floor((back / 30) * (recordings.length - 12) + ((play * play + back) % 12))]!;
      const listenedAt = newest - back * week - play * 3_000;
      plays.push(playOf(recording, listenedAt));
      // A tie: another track at the very same second, as scrobblers that send in batches do.
      const slice = slices[(back + play) % slices.length]!;
      if (play % 5 === 0) plays.push({ listenedAt, artist: slice.artist, track: slice.title });
    }
  }
  plays.push({
    listenedAt: newest - 1000,
    artist: 'Quiet Harbour',
    track: 'Quiet Harbour 0',
    recordingMbid: mergedMbid,
  });
  plays.push({ listenedAt: newest - 2000, artist: 'Nobody Knows', track: 'This One' });
  return plays;
}

export function playOf(recording: FakeRecording, listenedAt: number): Play {
  const artist = recording.artists[0]!;
  return {
    listenedAt,
    artist: artist.name,
    track: recording.title,
    recordingMbid: recording.mbid,
    artistMbids: [artist.mbid],
  };
}
