import {
  KOITO,
  LASTFM_JSON,
  LASTFMSTATS_JSON,
  MALOJA,
  PANO,
  SPOTIFY_ACCOUNT,
  SPOTIFY_EXTENDED,
} from './samples-test-tools.ts';
import { PANO_CSV, TABLES, scrobblerLog } from './table-samples-test-tools.ts';
import { readFile, readKnown } from './test-tools.ts';

const TIDE = '2021-05-03T10:15:34Z The Tidewaters – Harbour Lights (Low Season)';

describe('Spotify’s extended history', () => {
  const file = JSON.stringify(SPOTIFY_EXTENDED);

  test('tells the end of a play: it began as long before as it was played', async () => {
    const { reading, plays, rows, records } = await readKnown(file);
    expect([reading.format, reading.source, reading.needsTimeZone]).toEqual(['spotify-extended', 'spotify', false]);
    expect(records).toHaveLength(SPOTIFY_EXTENDED.length);
    expect(plays).toEqual([
      '2021-05-03T10:18:59Z The Tidewaters – Harbour Lights (Low Season)',
      '2023-11-04T23:59:36Z The Tidewaters – Harbour Lights (Low Season)',
      '2021-05-03T13:56:25Z The Tidewaters – Déjà Vu 🎧 "Live"\\',
    ]);
    expect(rows[0]).toMatchObject({
      endedAt: new Date('2021-05-03T10:22:34Z'),
      playedMs: 215_000,
      durationMs: null,
      mapping: null,
    });
  });

  test('says of each row that is no play why, or what is wrong with it', async () => {
    const { skips, failures } = await readKnown(file);
    expect(skips).toEqual([
      'played for too short a time',
      'played for too short a time',
      'heard in a private session',
      'a podcast or an audiobook',
      'a podcast or an audiobook',
      'without a title or an artist',
      'before scrobbling began',
    ]);
    expect(failures).toEqual(['line 1: ts is not a time', 'line 1: ms_played is not a number']);
  });

  test('leaves out what the listener chose, and no more', async () => {
    const rules = { shortPlays: false, privateSessions: false, podcasts: false };
    const { plays, skips } = await readKnown(file, { rules });
    expect(skips).toEqual(['without a title or an artist', 'before scrobbling began']);
    expect(plays).toContain('2021-05-03T11:30:00Z The Shore Hour – Episode 12: Tides');
    expect(plays).toContain('2024-02-01T11:30:00Z A Book of Boats – Chapter 3 (A Book of Boats)');
    expect((await readKnown(file, { rules: { shortPlaySeconds: 32 } })).plays).toHaveLength(2);
  });

  test('knows videos by the file that Spotify puts them in', async () => {
    const name = 'Spotify Extended Streaming History/Streaming_History_Video_2018-2024.json';
    expect((await readKnown(file, { name })).skips.filter((reason) => reason === 'a video')).toHaveLength(7);
    expect((await readKnown(file, { name, rules: { videos: false } })).skips).not.toContain('a video');
  });
});

test('Spotify’s account data tell the minute in UTC, and are a source of their own', async () => {
  const { reading, plays, rows, skips, failures } = await readKnown(JSON.stringify(SPOTIFY_ACCOUNT, null, 2));
  expect([reading.format, reading.source, reading.needsTimeZone]).toEqual([
    'spotify-account',
    'spotify-account',
    false,
  ]);
  expect(plays).toEqual(['2024-03-31T01:26:25Z The Tidewaters – Harbour Lights']);
  expect(rows[0]).toMatchObject({ endedAt: new Date('2024-03-31T01:30:00Z'), resolutionSeconds: 60 });
  expect(skips).toEqual(['played for too short a time', 'without a title or an artist', 'a podcast or an audiobook']);
  expect(failures).toEqual(['line 26: endTime is not a time']);
});

describe('Last.fm in JSON', () => {
  test.each(Object.entries(LASTFM_JSON))('%s', async (_, text) => {
    const { reading, records, plays, skips, failures } = await readKnown(text);
    expect([reading.format, reading.source, records.length]).toEqual(['lastfm-json', 'lastfm', 7]);
    expect(plays).toEqual([
      TIDE,
      '2021-05-03T11:06:40Z Señor Mar – Harbour Lights (Low Season)',
      '2021-05-03T12:00:00Z The Tidewaters – Harbour Lights (Low Season)',
    ]);
    expect(skips).toEqual([
      'still playing when it was exported',
      'before scrobbling began',
      'without a title or an artist',
    ]);
    expect(failures).toHaveLength(1);
  });

  test('a page with a single track, which the API does not put into a list', async () => {
    const one = { artist: { '#text': 'A' }, name: 'B', date: { uts: '1620036934' } };
    expect((await readKnown(JSON.stringify({ recenttracks: { track: one } }))).plays).toEqual([
      '2021-05-03T10:15:34Z A – B',
    ]);
    expect((await readKnown(JSON.stringify([{ track: one }, { track: [one] }]))).plays).toHaveLength(2);
  });

  test('the list of lastfmstats.com', async () => {
    const { reading, plays, skips } = await readKnown(LASTFMSTATS_JSON);
    expect([reading.format, plays, skips]).toEqual(['lastfm-json', [TIDE], ['without a title or an artist']]);
  });
});

test('Maloja, with how long each was played where it says so', async () => {
  const { reading, plays, rows, skips, failures } = await readKnown(MALOJA);
  expect(reading.source).toBe('maloja');
  expect(plays).toEqual([
    '2021-05-03T10:15:34Z The Tidewaters, Señor Mar – Harbour Lights (Low Season)',
    '2021-05-03T11:06:40Z The Tidewaters – Intro',
  ]);
  expect(rows[0]).toMatchObject({ durationMs: 215_000, playedMs: 200_000 });
  expect(skips).toEqual(['played for too short a time', 'without a title or an artist']);
  expect(failures).toHaveLength(2);
});

test('Koito, by its primary names; its MBIDs are what others told it', async () => {
  const { reading, plays, rows, skips, failures } = await readKnown(KOITO);
  expect(reading.source).toBe('koito');
  expect(plays).toEqual([TIDE, '2021-05-03T10:15:34Z The Tidewaters, Señor Mar – Two Boats']);
  expect(rows.map(({ mapping, durationMs }) => [mapping, durationMs])).toEqual([
    [null, 215_000],
    [null, null],
  ]);
  expect(skips).toEqual(['without a title or an artist']);
  expect(failures.map((failure) => failure.replace(/line \d+: /, ''))).toEqual([
    'listened_at is not a time with its zone',
    'listened_at is not as Koito has it',
  ]);
});

test('Pano Scrobbler in both of its forms', async () => {
  const { reading, plays, skips, failures } = await readKnown(PANO);
  expect([reading.format, reading.source]).toEqual(['pano', 'pano']);
  expect(plays).toEqual([TIDE, '2021-05-03T10:25:00Z Señor Mar – Dos']);
  expect(skips).toEqual(['a loved track, not a play']);
  expect(failures).toEqual(['line 4: timeMs is not a number', 'line 5: it is not JSON']);
  const table = await readKnown(PANO_CSV);
  expect([table.reading.format, table.plays, table.skips]).toEqual(['pano', [TIDE], ['a loved track, not a play']]);
  expect(table.rows[0]).toMatchObject({ durationMs: 215_000 });
});

describe('a player’s .scrobbler.log', () => {
  test('in UTC', async () => {
    const { reading, plays, skips, failures } = await readKnown(scrobblerLog('UTC'));
    expect([reading.format, reading.source, reading.needsTimeZone]).toEqual(['scrobbler-log', 'rockbox', false]);
    expect(plays).toEqual([TIDE, '2021-05-03T10:25:00Z Señor Mar – Dos']);
    expect(skips).toEqual([
      'played for too short a time',
      'without a title or an artist',
      'before scrobbling began',
      'before scrobbling began',
    ]);
    expect(failures).toEqual([
      'line 12: it has 2 fields of the 7 that a log has',
      'line 13: its rating is neither L (listened) nor S (skipped)',
    ]);
  });

  test('whose player does not know its zone: its clock is read in the one that is named', async () => {
    const text = scrobblerLog('UNKNOWN');
    const unasked = await readKnown(text);
    expect([unasked.reading.needsTimeZone, unasked.plays]).toEqual([true, []]);
    expect(unasked.failures).toContain('line 5: its time stands without a time zone');
    const { plays } = await readKnown(text, { timeZone: 'Europe/Berlin' });
    expect(plays[0]).toBe('2021-05-03T08:15:34Z The Tidewaters – Harbour Lights (Low Season)');
    expect((await readKnown(text.replace('#TZ/UNKNOWN\n', ''))).reading.needsTimeZone).toBe(true);
  });

  test('counts skipped tracks where the listener wants them', async () => {
    expect((await readKnown(scrobblerLog('UTC'), { rules: { shortPlays: false } })).plays).toHaveLength(3);
  });
});

describe('tables', () => {
  test.each(Object.entries(TABLES))('%s', async (name, { format, text }) => {
    const { reading, plays } = await readKnown(text, { timeZone: 'UTC' });
    expect(reading.format).toBe(format);
    expect(plays[0]!.replace(/:34Z| \(Low Season\)/g, '')).toMatch(
      /^2021-05-03T10:15(:00Z)? The Tidewaters – Harbour Lights$/,
    );
    if (name === 'Last.fm Scrubbler') expect((await readKnown(text)).reading.needsTimeZone).toBe(true);
    else expect((await readKnown(text)).reading.needsTimeZone).toBe(false);
  });

  test('quoted fields over lines, and rows with too little in them', async () => {
    const { plays, skips, failures, records } = await readKnown(TABLES['lastfm.ghan.nl']!.text);
    expect(plays[1]).toBe('2021-05-03T10:25:00Z Señor "Mar", Jr. – Dos\r\nTres');
    expect(skips).toEqual(['without a title or an artist']);
    expect(failures).toEqual(['line 5: its time cannot be read', 'line 7: it has 3 fields, fewer than the table']);
    expect(records).toHaveLength(5);
  });

  test('a quotation mark that never closes takes its own row along, and no other', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `${1_620_036_934 + n},"","A","","","","t${n}",""`);
    rows[3] = rows[3]!.replace('"t3",""', '"t3');
    const { plays, failures } = await readKnown(
      ['uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid', ...rows].join('\n'),
    );
    expect(plays).toHaveLength(29);
    expect(failures).toEqual(['line 5: a quotation mark in it does not close']);
  });

  test('a time that stands without a zone is read in the one that is named, over the changes of its clocks', async () => {
    const at = (...times: string[]): string => ['artist,track,date', ...times.map((time) => `A,B,${time}`)].join('\n');
    const text = at(
      '2024-03-31 01:59:59',
      '2024-03-31 02:30:00',
      '2024-03-31 03:00:00',
      '2024-10-27 02:30:00',
      '2024-07-01T12:00:00+09:00',
    );
    const { plays } = await readKnown(text, { timeZone: 'Europe/Berlin' });
    expect(plays.map((play) => play.slice(0, 20))).toEqual([
      '2024-03-31T00:59:59Z',
      '2024-03-31T01:30:00Z',
      '2024-03-31T01:00:00Z',
      '2024-10-27T00:30:00Z',
      '2024-07-01T03:00:00Z',
    ]);
  });

  test('a date that can be read in two ways is not guessed', async () => {
    const { failures, reading } = await readKnown('artist,track,date\nA,B,03/04/2020 10:00\nA,B,2020-04-03 10:00\n', {
      timeZone: 'UTC',
    });
    expect([reading.needsTimeZone, failures]).toEqual([true, ['line 2: its time cannot be read']]);
  });
});

describe('what is no history of plays', () => {
  test.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['prose', 'Dear diary,\nI listened to music.\n'],
    ['another table', 'name,price\nmilk,1\n'],
    [
      'a playlist',
      JSON.stringify({ playlists: [{ name: 'x', items: [{ track: { trackName: 'a', artistName: 'b' } }] }] }),
    ],
    ['a list of tracks without times', JSON.stringify([{ artist: 'a', name: 'b' }])],
    ['feedback', '{"score":1,"recording_msid":"x"}\n'],
  ])('%s', async (_, content) => expect(await readFile(content)).toBeNull());
});
