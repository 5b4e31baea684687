import { writeFile } from 'node:fs/promises';
import { UnreadableAudioError } from '../errors.ts';
import { ffmpeg, sine, temporaryFolder, testWithFfmpeg, writeWave } from '../test-tools.ts';
import { hashAudio } from './index.ts';
import type { Parts } from './test-containers.ts';
import { flacFile, mp3File, mp4File, mp4FileWithTagsLast, oggFile, waveFile } from './test-containers.ts';

const folder = temporaryFolder();
const audio = Buffer.from(Array.from({ length: 1600 }, (_, i) => (i * 7 + 13) % 251));
const otherAudio = Buffer.from(audio);
otherAudio[900]! ^= 1;

describe.each([
  ['mp3', mp3File, mp3File],
  ['flac', flacFile, flacFile],
  ['ogg', oggFile, oggFile],
  ['mp4', mp4File, mp4FileWithTagsLast],
  ['wav', waveFile, waveFile],
] as const)('%s', (container, make, makeRetagged) => {
  const hashOf = async (name: string, file: (parts: Parts) => Buffer, parts: Parts) => {
    const path = folder.path(`${container}-${name}`);
    await writeFile(path, file(parts));
    return await hashAudio(path);
  };
  test('a retag changes nothing, a changed bit of audio does, and the name says nothing', async () => {
    const original = await hashOf('a', make, { audio, comment: 'short' });
    const retagged = await hashOf('b.txt', makeRetagged, { audio, comment: 'a much longer comment. '.repeat(400) });
    const changed = await hashOf('c', make, { audio: otherAudio, comment: 'short' });
    expect(original.container).toBe(container);
    expect(retagged).toEqual(original);
    expect(changed.audioSha256).not.toBe(original.audioSha256);
  });
});

test('a file that is in no known container is hashed whole', async () => {
  const path = folder.path('words.mp3');
  await writeFile(path, 'only words');
  expect(await hashAudio(path)).toEqual({
    audioSha256: '66868f606e56d583f9abce7049e014f0d7ff51ad6948a77b718a8da77d1c8549',
    container: 'other',
  });
});

test('an empty and a missing file are named with their reason', async () => {
  const path = folder.path('empty.mp3');
  await writeFile(path, '');
  await expect(hashAudio(path)).rejects.toThrow(`${path}: the file is empty.`);
  await expect(hashAudio(folder.path('none.mp3'))).rejects.toThrow(UnreadableAudioError);
});

describe('as ffmpeg writes them', () => {
  const codecs = [
    ['mp3', 'libmp3lame'],
    ['flac', 'flac'],
    ['ogg', 'libvorbis'],
    ['opus', 'libopus'],
    ['m4a', 'aac'],
    ['wav', 'pcm_s16le'],
  ] as const;
  testWithFfmpeg.each(codecs)('a retagged %s is the same audio, a louder one is not', async (extension, codec) => {
    const source = await writeWave(folder.path(`source-${extension}.wav`), sine(48000, 2));
    const plain = ffmpeg(source, folder.path(`plain.${extension}`), '-c:a', codec, '-bitexact');
    const tags = ['-metadata', `title=${'Long title '.repeat(600)}`, '-metadata', 'artist=Someone'];
    const retagged = ffmpeg(plain, folder.path(`retagged.${extension}`), '-c:a', 'copy', ...tags);
    const louder = ffmpeg(source, folder.path(`louder.${extension}`), '-c:a', codec, '-bitexact', '-af', 'volume=1.1');
    const original = await hashAudio(plain);
    expect(await hashAudio(retagged)).toEqual(original);
    expect((await hashAudio(louder)).audioSha256).not.toBe(original.audioSha256);
  });
});
