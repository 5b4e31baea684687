import type { Window } from './excerpt.ts';

/** Demuxers that may open the file: audio containers alone, never playlists, which name other files. */
const CONTAINERS =
  'aac,ac3,aiff,amr,ape,asf,au,caf,dsf,eac3,flac,iff,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpc,mpc8,ogg,shn,tak,tta,w64,wav,wv';

/** Arguments with which ffmpeg writes the first audio stream of a file (or a part of it) to standard output, as a WAV of 32-bit floats. */
export function ffmpegArguments(file: string, part: Window | undefined): string[] {
  const limits = ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file,pipe', '-format_whitelist', CONTAINERS];
  const seek = part ? ['-ss', String(part.startSeconds), '-t', String(part.seconds + 1)] : [];
  const input = ['-threads', '1', ...seek, '-i', `file:${file}`, '-map', '0:a:0', '-vn', '-sn', '-dn'];
  // Packets are made of many frames and written together: an encoder's call and a write for each frame cost more than they carry.
  const together = ['-af', 'asetnsamples=n=16384:p=0'];
  const output = [...together, '-c:a', 'pcm_f32le', '-flush_packets', '0', '-bitexact', '-f', 'wav', 'pipe:1'];
  return [...limits, ...input, ...output];
}
