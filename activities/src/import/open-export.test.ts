import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipOf } from '@sidetrack/test';
import { KOITO, MALOJA, SPOTIFY_ACCOUNT, SPOTIFY_EXTENDED } from './formats/samples-test-tools.ts';
import { scrobblerLog, TABLES } from './formats/table-samples-test-tools.ts';
import { openExport } from './open-export.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'sidetrack-open-'))));
afterAll(() => rm(folder, { recursive: true }));

async function opened(content: string | Buffer, name = 'a name that says nothing') {
  const path = join(folder, 'upload');
  await writeFile(path, content);
  const file = await openExport(path, name);
  const parts = [];
  for (const part of file.parts) {
    let rows = 0;
    for await (const record of part.records()) rows += Number(record.line > 0);
    parts.push(`${part.name}: ${part.reading.format}, ${rows} rows`);
  }
  file.close();
  return { format: file.format, parts };
}

test('a zip with folders and files of several kinds: each part is what it holds', async () => {
  const listen = '{"listened_at":1620036934,"track_metadata":{"artist_name":"A","track_name":"B"}}\n';
  const zip = zipOf({
    'MyData/Read_Me_First.pdf': '%PDF-1.4',
    'MyData/Userdata.json': '{"username":"x"}',
    'MyData/Playlist1.json': '{"playlists":[{"name":"x","items":[]}]}',
    'MyData/StreamingHistory_music_0.json': JSON.stringify(SPOTIFY_ACCOUNT),
    'Spotify Extended Streaming History/Streaming_History_Audio_2021_1.json': JSON.stringify(SPOTIFY_EXTENDED),
    'backup/listens/2021/5.jsonl': listen,
    'backup/listens/2021/6.jsonl': 'not a listen at all\n',
    'backup/feedback.jsonl': '{"score":1,"recording_msid":"x"}\n',
    'deep/in/folders/maloja.txt': MALOJA,
    'deep/in/koito': KOITO,
    'player/.scrobbler.log': scrobblerLog('UTC'),
    'summary.csv': 'artist,track,time\nA,B,2021-05-03T10:15:34Z\n',
    'lastfm.json': TABLES['lastfm.ghan.nl']!.text,
  });
  expect(await opened(zip)).toEqual({
    format: 'koito, lastfm-csv, listenbrainz-zip, maloja, scrobbler-log, spotify-account, spotify-extended',
    parts: [
      'MyData/StreamingHistory_music_0.json: spotify-account, 5 rows',
      'Spotify Extended Streaming History/Streaming_History_Audio_2021_1.json: spotify-extended, 12 rows',
      'backup/listens/2021/5.jsonl: listenbrainz, 1 rows',
      'backup/listens/2021/6.jsonl: listenbrainz, 1 rows',
      'deep/in/folders/maloja.txt: maloja, 6 rows',
      'deep/in/koito: koito, 5 rows',
      'lastfm.json: lastfm-csv, 5 rows',
      'player/.scrobbler.log: scrobbler-log, 8 rows',
    ],
  });
});

test('a part that cannot be unpacked is told of after those that are whole, whatever it would be', async () => {
  const zip = zipOf({ 'a/maloja.json': MALOJA, 'b/maloja.json': MALOJA.replaceAll('Tidewaters', 'Others') });
  const second = zip.indexOf('b/maloja.json');
  zip.fill(0xff, second + 60, second + 120);
  const path = join(folder, 'damaged');
  await writeFile(path, zip);
  const file = await openExport(path, 'export.zip');
  expect(file.parts.map(({ name }) => name)).toEqual(['a/maloja.json', 'b/maloja.json']);
  const read = async () => {
    for await (const record of file.parts[1]!.records()) expect(record.line).toBeGreaterThan(0);
  };
  await expect(read()).rejects.toThrow('The zip file is damaged in b/maloja.json');
  file.close();
});

test('a table of plays alone in a zip is one', async () => {
  const zip = zipOf({ 'plays.csv': 'artist,track,time\nA,B,2021-05-03T10:15:34Z\n' });
  expect(await opened(zip)).toEqual({ format: 'csv', parts: ['plays.csv: csv, 1 rows'] });
});

test('a file packed with gzip is what it holds; one that breaks off is damaged', async () => {
  const packed = gzipSync(MALOJA);
  expect(await opened(packed, 'maloja.json.gz')).toEqual({
    format: 'maloja',
    parts: ['maloja.json.gz: maloja, 6 rows'],
  });
  await expect(opened(packed.subarray(0, packed.length - 20))).rejects.toThrow(/damaged or was not downloaded whole/);
  await expect(opened(gzipSync('a tar archive, say'))).rejects.toThrow(/no plays in a form that is known/);
});

test('a name lies, the content does not', async () => {
  expect(await opened(MALOJA, 'endsong_0.json')).toMatchObject({ format: 'maloja' });
  expect(await opened(JSON.stringify(SPOTIFY_EXTENDED), 'scrobbles.csv')).toMatchObject({ format: 'spotify-extended' });
});

test.each([
  ['nothing', '', /it is empty/],
  ['prose', 'Dear diary,\nI listened.\n', /no plays in a form that is known/],
  ['a table as some spreadsheets save it', Buffer.from('\ufeffuts,artist,track\n', 'utf16le'), /save it as UTF-8/],
  ['a zip of other things', zipOf({ 'photo.jpg': 'x', 'a.json': '{}' }), /there are no plays in the archive/],
])('%s is refused with the reason', async (_, content, reason) => {
  await expect(opened(content)).rejects.toThrow(reason);
});
