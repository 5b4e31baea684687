import type { AudioHash, AudioTags } from '../audio/index.ts';
import type { ExtractOptions } from '../extract/version.ts';
import type { Wanted } from '../extract/wanted-measurement.ts';
import type { Deps } from '../types.ts';

/** What is read of a file's inside. Both throw UnreadableAudioError for a file that is no audio. */
export interface AudioReaders {
  hashAudio(path: string): Promise<AudioHash>;
  readTags(path: string): Promise<AudioTags>;
}

export interface LibraryDeps extends Deps {
  readers: AudioReaders;
  /** What is measured of each audio under a listener's options, or the installation's: what is missing of it is asked for. */
  wantedMeasurement: (options?: ExtractOptions) => Promise<Wanted>;
}
