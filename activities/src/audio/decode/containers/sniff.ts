import { detectContainer } from '../../hash/container.ts';
import type { FileWindow } from '../../hash/file-window.ts';
import { id3v2Length } from '../../hash/id3.ts';

/** The names by which audio-decode knows what this project reads. */
export type Encoding = 'mp3' | 'flac' | 'oga' | 'opus' | 'm4a' | 'wav' | 'aiff' | 'aac' | 'caf' | 'webm';

/** Tells the encoding of a file from its content, never from its name; undefined: none of those that are read. */
export async function sniff(file: FileWindow): Promise<Encoding | undefined> {
  const container = await detectContainer(file);
  if (container === 'mp4') return 'm4a';
  if (container === 'ogg') return await oggEncoding(file);
  if (container !== 'other') return container;
  return rareEncoding(await file.read(await id3v2Length(file, 0), 16));
}

/** The first packet of an Ogg stream names its codec (RFC 7845, section 5.1; Vorbis I, section 4.2.1). */
async function oggEncoding(file: FileWindow): Promise<Encoding | undefined> {
  const page = (await file.read(await id3v2Length(file, 0), 512)).toString('latin1');
  if (page.includes('OpusHead')) return 'opus';
  if (page.includes('\x01vorbis')) return 'oga';
  return page.includes('\x7fFLAC') ? 'flac' : undefined;
}

function rareEncoding(head: Buffer): Encoding | undefined {
  const magic = head.toString('latin1', 0, 4);
  if (magic === 'FORM' && /^AIF[FC]$/.test(head.toString('latin1', 8, 12))) return 'aiff';
  if (magic === 'caff') return 'caf';
  if (head.length > 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'webm';
  return head[0] === 0xff && (head[1]! & 0xf6) === 0xf0 ? 'aac' : undefined;
}
