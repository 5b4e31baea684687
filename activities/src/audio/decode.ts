import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnreadableAudioError } from './errors.ts';
import type { LimitedRun, Limits } from './run-limited.ts';
import { runLimited } from './run-limited.ts';
import type { Pcm } from './wave.ts';
import { parseFloatWave } from './wave.ts';

export interface DecodeOptions {
  /** Length of the excerpt from the middle of the track; 0: all of it. */
  excerptSeconds?: number;
  limits?: Limits;
  /** Which decoder to use; without it ffmpeg where it is on PATH, else the JavaScript decoders. */
  decoder?: 'ffmpeg' | 'javascript';
}

export interface DecodedAudio extends Pcm {
  /** Of the whole track, also where only an excerpt was asked for. */
  durationSeconds: number;
}

const LIMITS: Limits = { timeoutSeconds: 300, memoryBytes: 3 * 2 ** 30 };

/**
 * Decodes an audio file to mono or stereo at its own sample rate, in a process of its own with limits of time and memory and without
 * network: ffmpeg, or (where there is none) the decoders of the npm package audio-decode in a second Node.
 * @throws UnreadableAudioError with one sentence that says why
 */
export async function decode(
  path: string,
  { excerptSeconds = 0, limits = LIMITS, decoder }: DecodeOptions = {},
): Promise<DecodedAudio> {
  const file = resolve(path);
  const found = await stat(file).catch((cause: unknown) => {
    throw new UnreadableAudioError(path, 'the file cannot be opened', cause);
  });
  if (!found.isFile()) throw new UnreadableAudioError(path, 'this is not a file');
  if (found.size === 0) throw new UnreadableAudioError(path, 'the file is empty');
  const run = await runDecoder(file, limits, decoder);
  const pcm = readOutput(path, run, limits);
  const durationSeconds = pcm.channels[0]!.length / pcm.sampleRateHz;
  return {
    ...pcm,
    channels: pcm.channels.map((channel) => middle(channel, excerptSeconds * pcm.sampleRateHz)),
    durationSeconds,
  };
}

async function runDecoder(file: string, limits: Limits, decoder: DecodeOptions['decoder']): Promise<LimitedRun> {
  if (decoder !== 'javascript') {
    try {
      return await runLimited('ffmpeg', ffmpegArguments(file), limits);
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing || decoder === 'ffmpeg') throw error;
    }
  }
  return await runLimited(process.execPath, ['--no-warnings', JAVASCRIPT_DECODER, file], limits);
}

const IS_SOURCE = import.meta.url.endsWith('.ts');
const JAVASCRIPT_DECODER = fileURLToPath(new URL(IS_SOURCE ? './decode-main.ts' : './decode-main.js', import.meta.url));

/** Demuxers that may open the file: audio containers alone, never playlists, which name other files. */
const CONTAINERS =
  'aac,ac3,aiff,amr,ape,asf,au,caf,dsf,eac3,flac,iff,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,ogg,shn,tak,tta,w64,wav,wv';

function ffmpegArguments(file: string): string[] {
  const input = [
    '-nostdin',
    '-v',
    'error',
    '-protocol_whitelist',
    'file,pipe',
    '-format_whitelist',
    CONTAINERS,
    '-i',
    `file:${file}`,
  ];
  const output = [
    '-map',
    '0:a:0',
    '-vn',
    '-sn',
    '-dn',
    '-af',
    'aformat=channel_layouts=mono|stereo',
    '-c:a',
    'pcm_f32le',
    '-f',
    'wav',
    '-bitexact',
    'pipe:1',
  ];
  return [...input, ...output];
}

function readOutput(path: string, run: LimitedRun, limits: Limits): Pcm {
  if (run.exceeded === 'time')
    throw new UnreadableAudioError(path, `decoding took longer than ${limits.timeoutSeconds} s`);
  if (run.exceeded === 'memory')
    throw new UnreadableAudioError(path, `decoding needed more than ${Math.round(limits.memoryBytes / 2 ** 20)} MB`);
  if (run.exitCode !== 0) throw new UnreadableAudioError(path, 'this is not audio that can be decoded', run.stderr);
  const pcm = parse(path, run);
  if (pcm.channels.length === 0 || pcm.channels[0]!.length === 0)
    throw new UnreadableAudioError(path, 'it holds no audio', run.stderr);
  return pcm;
}

function parse(path: string, run: LimitedRun): Pcm {
  try {
    return parseFloatWave(run.stdout);
  } catch {
    throw new UnreadableAudioError(path, 'it holds no audio', run.stderr);
  }
}

function middle(samples: Float32Array, wanted: number): Float32Array {
  if (wanted <= 0 || wanted >= samples.length) return samples;
  const from = Math.floor((samples.length - wanted) / 2);
  return samples.slice(from, from + Math.round(wanted));
}
