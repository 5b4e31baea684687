import type { Deps } from '../types.ts';

/** What is read of a file's inside. Both throw for a file that is no audio, with a reason in words. */
export interface AudioReaders {
  hashAudio(path: string): Promise<{ audioSha256: string; container: string }>;
  readTags(path: string): Promise<FileTags>;
}
export interface FileTags {
  title: string | null;
  artist: string | null;
  album: string | null;
  recordingMbid: string | null;
  isrc: string | null;
  durationSeconds: number | null;
  container?: string | null;
}

/** What this installation measures of each audio: what is missing of it is asked for. */
export interface WantedMeasurement {
  extractorVersion: string;
  optionsHash: string;
  models: readonly { model: string; modelSha256: string }[];
}

export interface LibraryDeps extends Deps {
  readers: AudioReaders;
  wantedMeasurement: () => Promise<WantedMeasurement>;
}
