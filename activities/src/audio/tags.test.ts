import { readFile, writeFile } from 'node:fs/promises';
import { UnreadableAudioError } from './errors.ts';
import { readTags } from './tags.ts';
import { ffmpeg, sine, temporaryFolder, testWithFfmpeg, writeWave } from './test-tools.ts';

const folder = temporaryFolder();

test('a file without tags says its duration and nothing else', async () => {
  const path = await writeWave(folder.path('bare.wav'), sine(8000, 2));
  expect(await readTags(path)).toEqual({ container: 'WAVE', durationSeconds: 2 });
});

test('words under the name of an MP3 are no audio', async () => {
  await writeFile(folder.path('words.mp3'), 'This is a letter, not a song.\n'.repeat(200));
  await expect(readTags(folder.path('words.mp3'))).rejects.toThrow(UnreadableAudioError);
});

testWithFfmpeg('names, recording id and ISRC are read, malformed ids left out', async () => {
  const source = await writeWave(folder.path('source.wav'), sine(44100, 1));
  const tagged = (mbid: string, isrc: string) =>
    ffmpeg(
      source,
      folder.path('tagged.flac'),
      ...['title= Song ', 'artist=Someone', `MUSICBRAINZ_TRACKID=${mbid}`, `ISRC=${isrc}`].flatMap((tag) => [
        '-metadata',
        tag,
      ]),
    );
  const mbid = 'b1a9c0e9-d987-4042-ae91-78d6a3267d69';
  expect(await readTags(tagged(mbid.toUpperCase(), 'GB-AYE-69-00531'))).toMatchObject({
    title: 'Song',
    artist: 'Someone',
    recordingMbid: mbid,
    isrc: 'GBAYE6900531',
    durationSeconds: 1,
  });
  expect(await readTags(tagged('not-an-id', '123'))).toMatchObject({ recordingMbid: undefined, isrc: undefined });
});

describe('tags in odd encodings', () => {
  const read = async (name: string, bytes: Buffer) => {
    await writeFile(folder.path(name), bytes);
    return await readTags(folder.path(name));
  };
  const mp3 = (id3v2: Buffer, id3v1 = Buffer.alloc(0)) => Buffer.concat([id3v2, mpegFrames(20), id3v1]);

  test.each([
    ['Latin-1', 0, Buffer.from('Bj\xf6rk', 'latin1'), 'Björk'],
    ['UTF-16 with its byte order', 1, Buffer.from('\ufeffBjörk', 'utf16le'), 'Björk'],
    ['UTF-16 that should have its byte order and has not', 1, Buffer.from('Björk', 'utf16le'), 'Björk'],
    ['big-endian UTF-16', 2, Buffer.from('Björk', 'utf16le').swap16(), 'Björk'],
    ['UTF-8', 3, Buffer.from('Björk\0'), 'Björk'],
    ['UTF-8 that is called Latin-1', 0, Buffer.from('Björk'), 'Björk'],
    ['Windows-1251 that is called Latin-1', 0, Buffer.from([0xca, 0xe8, 0xed, 0xee]), 'Кино'],
    ['Shift-JIS that is called Latin-1', 0, Buffer.from([0x8d, 0xe2, 0x96, 0x7b, 0x97, 0xb4, 0x88, 0xea]), '坂本龍一'],
    ['Windows-1252 that is called Latin-1', 0, Buffer.from('Guns N\x92 Roses', 'latin1'), 'Guns N’ Roses'],
    ['invalid UTF-8', 3, Buffer.from([0x42, 0xff, 0xfe, 0x6b]), 'B\ufffd\ufffdk'],
  ])('ID3v2 in %s', async (_, encoding, text, artist) => {
    expect((await read('id3v2.mp3', mp3(id3v2(encoding, text)))).artist).toBe(artist);
  });

  test('ID3v1 in Latin-1', async () => {
    const id3v1 = Buffer.alloc(128);
    id3v1.write('TAGHyperballad', 0, 'latin1');
    id3v1.write('Bj\xf6rk', 33, 'latin1');
    expect(await read('id3v1.mp3', mp3(Buffer.alloc(0), id3v1))).toMatchObject({
      title: 'Hyperballad',
      artist: 'Björk',
    });
  });

  test('an encoding that does not exist, a frame longer than its tag and half a character', async () => {
    for (const tag of [
      id3v2(9, Buffer.from('Björk')),
      id3v2(1, Buffer.from([0xff, 0xfe, 0x42])),
      id3v2(3, Buffer.from('Björk'), 60_000),
    ]) {
      const { durationSeconds } = await read('odd.mp3', mp3(tag));
      expect(durationSeconds).toBeCloseTo((20 * 1152) / 44_100);
    }
  });

  testWithFfmpeg('invalid UTF-8 in Vorbis comments', async () => {
    const source = await writeWave(folder.path('source.wav'), sine(44_100, 1));
    const path = ffmpeg(source, folder.path('vorbis.flac'), '-metadata', 'artist=Bjork', '-metadata', 'title=Yoga');
    const bytes = await readFile(path);
    bytes[bytes.indexOf('Bjork') + 2] = 0xff;
    expect(await read('vorbis.flac', bytes)).toMatchObject({ artist: 'Bj\ufffdrk', title: 'Yoga' });
  });
});

/** MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz without sound. */
function mpegFrames(count: number): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

/** An ID3v2.3 tag that names the artist. */
function id3v2(encoding: number, text: Buffer, claimed = text.length + 1): Buffer {
  const frame = Buffer.alloc(11 + text.length);
  frame.write('TPE1', 0, 'latin1');
  frame.writeUInt32BE(claimed, 4);
  frame[10] = encoding;
  text.copy(frame, 11);
  const head = Buffer.from('ID3\x03\x00\x00\x00\x00\x00\x00', 'latin1');
  head[8] = frame.length >> 7;
  head[9] = frame.length & 127;
  return Buffer.concat([head, frame]);
}
