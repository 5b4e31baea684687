import type { Draw, Hostile } from './test-mutations.ts';
import { noise } from './test-mutations.ts';

/** Files made to mislead: bombs that claim what they are not, and lists that name other files and addresses. */
export function crafted(draw: Draw, address: string): Hostile[] {
  const text = (kind: string, extension: string, content: string): Hostile => {
    return { kind, extension, bytes: Buffer.from(content) };
  };
  return [
    { kind: 'empty', extension: 'mp3', bytes: Buffer.alloc(0) },
    { kind: 'one byte', extension: 'wav', bytes: Buffer.from('R') },
    { kind: 'a folder', extension: 'mp3', bytes: undefined },
    { kind: 'zeros', extension: 'mp3', bytes: Buffer.alloc(100_000) },
    { kind: 'ones', extension: 'mp3', bytes: Buffer.alloc(100_000, 0xff) },
    { kind: 'noise', extension: 'ogg', bytes: noise(50_000, draw) },
    {
      kind: '24 channels',
      extension: 'wav',
      bytes: wave({ channels: 24, rateHz: 44_100, claimed: 48_000, bytes: 48_000 }),
    },
    {
      kind: '100 channels',
      extension: 'wav',
      bytes: wave({ channels: 100, rateHz: 44_100, claimed: 40_000, bytes: 40_000 }),
    },
    {
      kind: '65,535 channels',
      extension: 'wav',
      bytes: wave({ channels: 65_535, rateHz: 44_100, claimed: 40_000, bytes: 400_000 }),
    },
    {
      kind: '4 GHz',
      extension: 'wav',
      bytes: wave({ channels: 2, rateHz: 0xffffffff, claimed: 40_000, bytes: 40_000 }),
    },
    { kind: '0 Hz', extension: 'wav', bytes: wave({ channels: 2, rateHz: 0, claimed: 40_000, bytes: 40_000 }) },
    {
      kind: 'no channels',
      extension: 'wav',
      bytes: wave({ channels: 0, rateHz: 44_100, claimed: 40_000, bytes: 40_000 }),
    },
    {
      kind: 'hours claimed (WAV)',
      extension: 'wav',
      bytes: wave({ channels: 2, rateHz: 8000, claimed: 0xfffffff0, bytes: 32_000 }),
    },
    { kind: 'hours claimed (FLAC)', extension: 'flac', bytes: flacOfHours() },
    { kind: 'nested MP4 boxes', extension: 'm4a', bytes: nestedBoxes(2000) },
    {
      kind: 'endless ID3 tags',
      extension: 'mp3',
      bytes: Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00'.repeat(3000), 'latin1'),
    },
    text('m3u8', 'mp3', `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${address}/a.mp3\n#EXT-X-ENDLIST\n`),
    text(
      'm3u8 of local files',
      'aac',
      '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
    ),
    text('ffconcat', 'mp3', `ffconcat version 1.0\nfile ${address}/a.mp3\n`),
    text('ffconcat of local files', 'flac', 'ffconcat version 1.0\nfile /etc/passwd\n'),
    text('pls', 'ogg', `[playlist]\nFile1=${address}/a.mp3\nNumberOfEntries=1\n`),
    text('SVG', 'mp3', `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/a.png"/></svg>`),
    text('XML with an entity', 'm4a', `<!DOCTYPE a [<!ENTITY b SYSTEM "${address}/b">]><a>&b;</a>`),
    text(
      'DASH',
      'mp4',
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>${address}/</BaseURL></MPD>`,
    ),
    text('SDP', 'mp3', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n'),
    text('HTML', 'mp3', `<html><body><audio src="${address}/a.mp3"></audio></body></html>`),
    text('shell script', 'mp3', '#!/bin/sh\ntouch /tmp/owned\n'),
  ];
}

/** Claims one number of bytes of 16-bit sound and holds another. */
function wave(is: { channels: number; rateHz: number; claimed: number; bytes: number }): Buffer {
  const file = Buffer.alloc(44 + is.bytes, 7);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(Math.min(0xffffffff, is.claimed + 36), 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(is.channels, 22);
  file.writeUInt32LE(is.rateHz, 24);
  file.writeUInt32LE(Math.min(0xffffffff, is.rateHz * is.channels * 2), 28);
  file.writeUInt16LE(Math.min(0xffff, is.channels * 2), 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(is.claimed, 40);
  return file;
}

/** A STREAMINFO block (RFC 9639, section 8.2) of the most samples there can be, and no frames. */
function flacOfHours(): Buffer {
  const info = Buffer.alloc(42);
  info.write('fLaC\x80\x00\x00\x22', 0, 'latin1');
  info.writeUInt16BE(4096, 8);
  info.writeUInt16BE(4096, 10);
  info.writeBigUInt64BE((44_100n << 44n) | (1n << 41n) | (15n << 36n) | 0xfffffffffn, 18);
  return Buffer.concat([info, Buffer.alloc(5000, 3)]);
}

function nestedBoxes(depth: number): Buffer {
  const file = Buffer.alloc(20 + depth * 8);
  file.write('\0\0\0\x14ftypM4A \0\0\0\0M4A ', 0, 'latin1');
  for (let i = 0; i < depth; i++) {
    file.writeUInt32BE((depth - i) * 8, 20 + i * 8);
    file.write(i === 0 ? 'moov' : ['trak', 'mdia', 'minf', 'stbl', 'edts'][i % 5]!, 24 + i * 8, 'latin1');
  }
  return file;
}
