import { spawnSync } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ffmpeg, noisySine, temporaryFolder, testWithFfmpeg, writeWave } from '../test-tools.ts';
import type { Decoder } from './start-decoder.ts';
import { decode } from './test-tools.ts';
import { beginTrack } from './webassembly/decoder-module.ts';

const folder = temporaryFolder();
const ENCODINGS = {
  mp3: ['-b:a', '192k'],
  flac: ['-sample_fmt', 's16'],
  ogg: ['-c:a', 'libvorbis'],
};
/** Samples. */
const MP3_FRAME = 1152;
const PIECES = 6;
const SECONDS = (PIECES * 16_384) / 44_100;

describe.each(Object.entries(ENCODINGS))('%s', (extension, args) => {
  async function encoded(name: string, channels = 2): Promise<string> {
    const source = await writeWave(folder.path(`${name}.wav`), noisySine(44_100, SECONDS, channels));
    return ffmpeg(source, folder.path(`${name}.${extension}`), ...args);
  }

  testWithFfmpeg('is decoded to its end in this process', async () => {
    const handle = await open(await encoded('whole'), 'r');
    const track = beginTrack(handle.fd, (await handle.stat()).size)!;
    expect(track).toMatchObject({ sampleRateHz: 44_100, channelCount: 2 });
    const lengths = Array.from({ length: PIECES + 1 }, () => track.decode()?.map(({ length }) => length));
    expect(lengths.slice(0, PIECES - 1)).toEqual(Array.from({ length: PIECES - 1 }, () => [16_384, 16_384]));
    expect(lengths.at(-1)).toEqual([0, 0]);
    track.end();
    await handle.close();
  });

  testWithFfmpeg('needs no other program', async () => {
    const path = await encoded('alone', 1);
    const [alone, byFfmpeg] = [withoutPrograms(path), await frames(path, 'ffmpeg')];
    expect(alone).toEqual({ frames: byFfmpeg, channels: 1 });
  });

  testWithFfmpeg('is what ffmpeg gives where it is damaged, MP3 to a frame', async () => {
    const path = await encoded('damaged');
    const bytes = await readFile(path);
    const middle = Math.floor(bytes.length / 2);
    await writeFile(path, bytes.fill(0, middle, middle + 3000));
    const [here, there] = [await decode(path), await decode(path, { decoder: 'ffmpeg' })];
    // Both pass over what is no MP3 frame, and differ in whether the frame before it is whole.
    const tolerance = extension === 'mp3' ? MP3_FRAME : 0;
    expect(Math.abs(here.channels[0]!.length - there.channels[0]!.length)).toBeLessThanOrEqual(tolerance);
    const sure = [here, there].map(({ channels }) => channels.map((each) => each.subarray(0, 2 * 16_384)));
    expect(worst(sure[0]!, sure[1]!)).toBeLessThan(1e-4);
    if (tolerance === 0) expect(worst(here.channels, there.channels)).toBeLessThan(1e-4);
  });

  testWithFfmpeg('several at once are what they are one after another', async () => {
    const paths = [await encoded('first'), await encoded('second', 1)];
    const apart = [await decode(paths[0]!), await decode(paths[1]!)];
    const together = await Promise.all(paths.map((path) => decode(path)));
    expect(together).toEqual(apart);
  });

  testWithFfmpeg('is given up when it takes too long', async () => {
    const limits = { timeoutSeconds: 0, memoryBytes: 2 ** 30 };
    await expect(decode(await encoded('slow'), { limits })).rejects.toThrow('decoding took longer than 0 s');
  });
});

testWithFfmpeg.each(['battle', 'knalgan-theme', 'loyalists', 'wanderer'])(
  'an Ogg file whose pages lie a little before their sound loses none of it: %s',
  async (name) => {
    const path = sample(name);
    const [here, there] = [await decode(path), await decode(path, { decoder: 'ffmpeg' })];
    expect(worst(here.channels, there.channels)).toBeLessThan(1e-6);
  },
);

testWithFfmpeg.each([
  ['that has lost its start, and so the tag that tells its length', (song: Buffer) => song.subarray(40_000)],
  [
    'that is two behind one another, of which the first tells its length',
    (song: Buffer) => Buffer.concat([song, song]),
  ],
])('an MP3 of varying bit rate %s loses none of its sound', async (_, change) => {
  const song = await readFile(ffmpeg(sample('battle'), folder.path('varying.mp3'), '-t', '8', '-q:a', '0'));
  const path = folder.path('changed.mp3');
  await writeFile(path, change(song));
  const [here, there] = [await frames(path, 'webassembly'), await frames(path, 'ffmpeg')];
  expect(Math.abs(here - there)).toBeLessThanOrEqual(MP3_FRAME);
});

testWithFfmpeg(
  'a cover larger than the memory of the module is for another decoder, and the module still works',
  async () => {
    const source = await writeWave(folder.path('source.wav'), noisySine(44_100, 1, 2));
    const song = await readFile(ffmpeg(source, folder.path('song.mp3'), '-b:a', '192k', '-write_id3v2', '0'));
    const coverBytes = 220 * 2 ** 20;
    const path = folder.path('cover.mp3');
    const handle = await open(path, 'w');
    await handle.write(Buffer.concat([id3Head(coverBytes + 10), frameHead('APIC', coverBytes)]));
    await handle.write(song, 0, song.length, 20 + coverBytes);
    await handle.close();
    const plain = await decode(folder.path('song.mp3'));
    expect(await decode(path)).toEqual(await decode(path, { decoder: 'ffmpeg' }));
    expect(await decode(folder.path('song.mp3'))).toEqual(plain);
  },
);

function sample(name: string): string {
  return fileURLToPath(new URL(`../../../../sample/audio/${name}.ogg`, import.meta.url));
}

async function frames(path: string, decoder: Decoder): Promise<number> {
  return (await decode(path, { decoder })).channels[0]!.length;
}

/** In a process that finds no program at all: neither ffmpeg nor, for the JavaScript decoders, a second Node. */
function withoutPrograms(path: string): unknown {
  const script = `
    const { decodeStream } = await import(${JSON.stringify(new URL('./decode-stream.ts', import.meta.url).href)});
    process.execPath = '/nowhere';
    const { pieces, channelCount } = await decodeStream(${JSON.stringify(path)});
    let frames = 0;
    for await (const [channel] of pieces) frames += channel.length;
    process.stdout.write(JSON.stringify({ frames, channels: channelCount }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** ID3v2.4 (id3.org, "ID3 tag version 2.4.0 - Main Structure"): sizes are 7 bits a byte. */
function id3Head(bytes: number): Buffer {
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), synchsafe(bytes)]);
}

function frameHead(id: string, bytes: number): Buffer {
  return Buffer.concat([Buffer.from(id, 'latin1'), synchsafe(bytes), Buffer.alloc(2)]);
}

function synchsafe(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
}

/** NaN where the lengths differ. */
function worst(actual: readonly Float32Array[], expected: readonly Float32Array[]): number {
  let difference = 0;
  for (const [i, channel] of expected.entries()) {
    if (actual[i]?.length !== channel.length) return NaN;
    for (let at = 0; at < channel.length; at++)
      difference = Math.max(difference, Math.abs(actual[i][at]! - channel[at]!));
  }
  return difference;
}
