import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Appends to a log; when it grows beyond the limit it becomes `NAME.1` (replacing the one before) and begins anew. */
export class LogFile {
  readonly path: string;
  private readonly limitBytes: number;
  private size: number;

  constructor(path: string, limitBytes = 10_000_000) {
    mkdirSync(dirname(path), { recursive: true });
    this.path = path;
    this.limitBytes = limitBytes;
    this.size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Synchronous on purpose: what a child said last must be on disk when it has died. A full disk loses lines, nothing else. */
  write(text: string | Buffer): void {
    try {
      if (this.size > this.limitBytes) {
        renameSync(this.path, `${this.path}.1`);
        this.size = 0;
      }
      appendFileSync(this.path, text);
      this.size += Buffer.byteLength(text);
    } catch {
      // There is nowhere left to say it.
    }
  }
}
