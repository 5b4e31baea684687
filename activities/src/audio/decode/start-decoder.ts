import { fileURLToPath } from 'node:url';
import type { Window } from './excerpt.ts';
import { ffmpegArguments } from './ffmpeg.ts';
import type { LimitedProcess } from './limited-process.ts';
import { startLimited } from './limited-process.ts';
import type { Limits } from './limits.ts';

/** webassembly: this process, as far as the WebAssembly module can, else ffmpeg or the JavaScript decoders. */
export type Decoder = 'ffmpeg' | 'javascript' | 'webassembly';

export interface Decoding {
  process: LimitedProcess;
  /** How many seconds of the track lie before the first sample that it gives. */
  skippedSeconds: number;
  isFfmpeg: boolean;
}

export interface StartOptions {
  limits: Limits;
  decoder: Decoder | undefined;
  /** The part of the track that is wanted, where the decoder may start in the middle. */
  part: Window | undefined;
}

/** Starts ffmpeg on a file, or (where there is none) the JavaScript decoders in a second Node. */
export async function startDecoder(file: string, { limits, decoder, part }: StartOptions): Promise<Decoding> {
  if (decoder !== 'javascript') {
    try {
      const process = await startLimited('ffmpeg', ffmpegArguments(file, part), limits);
      return { process, skippedSeconds: part?.startSeconds ?? 0, isFfmpeg: true };
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || decoder === 'ffmpeg') throw error;
    }
  }
  const args = ['--no-warnings', JAVASCRIPT_DECODER, file];
  return { process: await startLimited(process.execPath, args, limits), skippedSeconds: 0, isFfmpeg: false };
}

const IS_SOURCE = import.meta.url.endsWith('.ts');
const JAVASCRIPT_DECODER = fileURLToPath(
  new URL(IS_SOURCE ? './javascript/decode-main.ts' : './javascript/decode-main.js', import.meta.url),
);
