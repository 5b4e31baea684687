import type { AudioHash, AudioTags } from '../audio/index.ts';
import type { Deps } from '../types.ts';

/** What is read of a file's inside. Both throw UnreadableAudioError for a file that is no audio. */
export interface AudioReaders {
  hashAudio(path: string): Promise<AudioHash>;
  readTags(path: string): Promise<AudioTags>;
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
