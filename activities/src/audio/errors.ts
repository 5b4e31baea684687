import { PermanentError } from '../errors.ts';

/** The file holds no audio that can be decoded: damaged, empty, or something else under an audio file's name. */
export class UnreadableAudioError extends PermanentError {
  readonly path: string;
  /** What is wrong, as a clause without the path. */
  readonly reason: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path}: ${reason}.`, { service: 'audio', remedy: 'Replace the file or take it out of the folder.', cause });
    this.path = path;
    this.reason = reason;
  }
}
