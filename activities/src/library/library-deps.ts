import type { AudioHash, AudioTags } from '../audio/index.ts';
import type { Wanted } from '../extract/wanted-measurement.ts';
import type { Deps } from '../types.ts';

/** What is read of a file's inside. Both throw UnreadableAudioError for a file that is no audio. */
export interface AudioReaders {
  hashAudio(path: string): Promise<AudioHash>;
  readTags(path: string): Promise<AudioTags>;
}

export interface LibraryDeps extends Deps {
  readers: AudioReaders;
  /** What this installation measures of each audio: what is missing of it is asked for. */
  wantedMeasurement: () => Promise<Wanted>;
}
