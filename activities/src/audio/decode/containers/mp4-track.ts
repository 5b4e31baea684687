import type { FileWindow } from '../../hash/file-window.ts';

/** What the `moov` box says about the first audio track (ISO/IEC 14496-12). */
export interface Mp4Track {
  /** Of the sample entry: "mp4a", "alac", "Opus", … */
  codec: string;
  /** Of AAC: by its own configuration, since most sample entries say 2. undefined: it does not say. */
  channelCount: number | undefined;
  /** How long it plays, without what the encoder put before and behind it; undefined where nothing says it. */
  playedSeconds: number | undefined;
}

const MOST_MOOV_BYTES = 64 * 2 ** 20;
const FOLDERS = new Set(['mdia', 'minf', 'stbl', 'edts']);

/** undefined: there is no audio track. */
export async function readMp4Track(file: FileWindow): Promise<Mp4Track | undefined> {
  const moov = await findMoov(file);
  if (!moov) return undefined;
  const movieScale = timescale(find(moov, 'mvhd'));
  for (const [type, body] of boxes(moov)) {
    if (type !== 'trak') continue;
    const track = leaves(body);
    if (track.get('hdlr')?.toString('latin1', 8, 12) !== 'soun') continue;
    const descriptions = track.get('stsd') ?? Buffer.alloc(0);
    return {
      codec: descriptions.toString('latin1', 12, 16),
      channelCount: aacChannels(descriptions),
      playedSeconds: playedSeconds(track, movieScale) ?? itunesSeconds(moov, timescale(track.get('mdhd'))),
    };
  }
  return undefined;
}

async function findMoov(file: FileWindow): Promise<Buffer | undefined> {
  for (let position = 0; position + 8 <= file.size;) {
    const header = await file.read(position, 16);
    const isLarge = header.readUInt32BE(0) === 1 && header.length === 16;
    const length = isLarge ? Number(header.readBigUInt64BE(8)) : header.readUInt32BE(0) || file.size - position;
    if (length < 8) return undefined;
    if (header.toString('latin1', 4, 8) === 'moov')
      return length <= MOST_MOOV_BYTES ? (await file.read(position, length)).subarray(8) : undefined;
    position += length;
  }
  return undefined;
}

function* boxes(bytes: Buffer): Generator<[type: string, body: Buffer]> {
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8) return;
    yield [bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + length)];
    at += length;
  }
}

function find(bytes: Buffer, wanted: string): Buffer | undefined {
  for (const [type, body] of boxes(bytes)) if (type === wanted) return body;
  return undefined;
}

/** The boxes of a track by their types, those within boxes as well; of several of a type the first. */
function leaves(bytes: Buffer, found = new Map<string, Buffer>()): Map<string, Buffer> {
  for (const [type, body] of boxes(bytes)) {
    if (FOLDERS.has(type)) leaves(body, found);
    else if (!found.has(type)) found.set(type, body);
  }
  return found;
}

const CHANNELS_OF_CONFIGURATION = [undefined, 1, 2, 3, 4, 5, 6, 8];
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC_INFO = 5;
const ES = 3;

/** The channel configuration of an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) within an elementary stream descriptor. */
function aacChannels(descriptions: Buffer): number | undefined {
  const box = descriptions.indexOf('esds');
  for (let at = box + 8; box >= 0 && at + 4 < descriptions.length;) {
    const tag = descriptions[at++]!;
    while (descriptions[at]! & 0x80) at++;
    at++;
    if (tag === ES) at += 3;
    else if (tag === DECODER_CONFIG) at += 13;
    else if (tag === DECODER_SPECIFIC_INFO) return CHANNELS_OF_CONFIGURATION[(descriptions[at + 1]! >> 3) & 15];
    else return undefined;
  }
  return undefined;
}

/** From where the edit list starts to the end of the media, and no longer than the edit, whose length is counted in coarser ticks. */
function playedSeconds(track: Map<string, Buffer>, movieScale: number): number | undefined {
  const scale = timescale(track.get('mdhd'));
  const edit = onlyEdit(track.get('elst'));
  const media = mediaTicks(track.get('stts'));
  if (!edit || scale === 0 || media <= edit.start) return undefined;
  const seconds = (media - edit.start) / scale;
  if (edit.duration === 0 || movieScale === 0) return seconds;
  return Math.min(seconds, (edit.duration + (movieScale < scale ? 1 : 0)) / movieScale);
}

/** The one edit that plays media; undefined where there is none, or several. */
function onlyEdit(list: Buffer | undefined): { duration: number; start: number } | undefined {
  if (!list || list.length < 8) return undefined;
  const isLarge = list[0] === 1;
  const size = isLarge ? 20 : 12;
  const edits = [];
  for (let at = 8; at + size <= list.length; at += size) {
    const duration = isLarge ? Number(list.readBigUInt64BE(at)) : list.readUInt32BE(at);
    const start = isLarge ? Number(list.readBigInt64BE(at + 8)) : list.readInt32BE(at + 4);
    if (start >= 0) edits.push({ duration, start });
  }
  return edits.length === 1 ? edits[0] : undefined;
}

function mediaTicks(times: Buffer | undefined): number {
  let ticks = 0;
  for (let at = 8; times && at + 8 <= times.length; at += 8)
    ticks += times.readUInt32BE(at) * times.readUInt32BE(at + 4);
  return ticks;
}

/** iTunes' own note of priming, padding and length in samples, which older files have in place of an edit list. */
function itunesSeconds(moov: Buffer, scale: number): number | undefined {
  const at = moov.indexOf('iTunSMPB');
  if (at < 0 || scale === 0) return undefined;
  const fields = / [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{16})/.exec(moov.toString('latin1', at, at + 160));
  const samples = Number.parseInt(fields?.[1] ?? '0', 16);
  return samples > 0 ? samples / scale : undefined;
}

function timescale(header: Buffer | undefined): number {
  const at = header?.[0] === 1 ? 20 : 12;
  return header && header.length >= at + 4 ? header.readUInt32BE(at) : 0;
}
