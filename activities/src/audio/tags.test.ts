import { writeFile } from 'node:fs/promises';
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
