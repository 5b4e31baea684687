/** Files as the services write them, with the oddities that are met in them. Names and times are made up. */

const lines = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const stream = (over: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ts: '2021-05-03T10:22:34Z',
  username: 'listener',
  platform: 'Android OS 11 API 30 (samsung, SM-A515F)',
  ms_played: 215_000,
  conn_country: 'DE',
  ip_addr_decrypted: '203.0.113.7',
  user_agent_decrypted: 'unknown',
  master_metadata_track_name: 'Harbour Lights',
  master_metadata_album_artist_name: 'The Tidewaters',
  master_metadata_album_album_name: 'Low Season',
  spotify_track_uri: 'spotify:track:0000000000000000000001',
  episode_name: null,
  episode_show_name: null,
  spotify_episode_uri: null,
  reason_start: 'trackdone',
  reason_end: 'trackdone',
  shuffle: false,
  skipped: null,
  offline: false,
  offline_timestamp: 1_620_036_933_776,
  incognito_mode: false,
  ...over,
});

export const SPOTIFY_EXTENDED: readonly Record<string, unknown>[] = [
  stream({}),
  // As of 2023: no user name, audiobooks, time of going offline in seconds or null, `skipped` always told.
  stream({
    ts: '2023-11-05T00:00:07Z',
    ms_played: 31_000,
    skipped: true,
    reason_end: 'fwdbtn',
    offline_timestamp: null,
    audiobook_title: null,
    audiobook_uri: null,
    audiobook_chapter_uri: null,
    audiobook_chapter_title: null,
  }),
  stream({ ts: '2021-05-03T10:25:00Z', ms_played: 29_999, reason_end: 'fwdbtn' }),
  stream({ ts: '2021-05-03T10:26:00Z', ms_played: 0, reason_end: 'unexpected-exit' }),
  stream({ ts: '2021-05-03T11:00:00Z', incognito_mode: true }),
  stream({
    ts: '2021-05-03T12:00:00Z',
    ms_played: 1_800_000,
    master_metadata_track_name: null,
    master_metadata_album_artist_name: null,
    master_metadata_album_album_name: null,
    spotify_track_uri: null,
    episode_name: 'Episode 12: Tides',
    episode_show_name: 'The Shore Hour',
    spotify_episode_uri: 'spotify:episode:0000000000000000000001',
  }),
  stream({
    ts: '2024-02-01T12:00:00Z',
    ms_played: 1_800_000,
    master_metadata_track_name: null,
    master_metadata_album_artist_name: null,
    master_metadata_album_album_name: null,
    spotify_track_uri: null,
    audiobook_title: 'A Book of Boats',
    audiobook_chapter_title: 'Chapter 3',
  }),
  // A track that Spotify does not have any more, or a listener's own file.
  stream({
    ts: '2021-05-03T13:00:00Z',
    master_metadata_track_name: null,
    master_metadata_album_artist_name: null,
    master_metadata_album_album_name: null,
  }),
  stream({
    ts: '2021-05-03T14:00:00Z',
    master_metadata_track_name: 'Déjà Vu 🎧 "Live"\\',
    master_metadata_album_album_name: '',
  }),
  stream({ ts: 'yesterday' }),
  stream({ ts: '2021-05-03T15:00:00Z', ms_played: '215000' }),
  stream({ ts: '1970-01-01T00:00:00Z', ms_played: 40_000 }),
];

export const SPOTIFY_ACCOUNT: readonly Record<string, unknown>[] = [
  { endTime: '2024-03-31 01:30', artistName: 'The Tidewaters', trackName: 'Harbour Lights', msPlayed: 215_000 },
  { endTime: '2024-03-31 01:31', artistName: 'The Tidewaters', trackName: 'Intro', msPlayed: 2100 },
  { endTime: '2024-03-31 02:30', artistName: 'Unknown Artist', trackName: 'Unknown Track', msPlayed: 61_000 },
  { endTime: '2024-03-31 03:30', podcastName: 'The Shore Hour', episodeName: 'Episode 12: Tides', msPlayed: 1_800_000 },
  { endTime: '2024-13-31 01:30', artistName: 'The Tidewaters', trackName: 'Harbour Lights', msPlayed: 215_000 },
];

const track = (over: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  artist: { mbid: '', '#text': 'The Tidewaters' },
  streamable: '0',
  image: [{ size: 'small', '#text': '' }],
  mbid: 'b8d6f9a2-3b1c-4a53-9d4f-0f6f7f1c2a11',
  album: { mbid: '', '#text': 'Low Season' },
  name: 'Harbour Lights',
  url: 'https://www.last.fm/music/The+Tidewaters/_/Harbour+Lights',
  date: { uts: '1620036934', '#text': '03 May 2021, 10:15' },
  ...over,
});
const nowPlaying = track({ '@attr': { nowplaying: 'true' }, date: undefined, name: 'Still On' });
const page = (tracks: unknown): Record<string, unknown> => ({
  track: tracks,
  '@attr': { user: 'listener', page: '1', perPage: '200', total: '4', totalPages: '1' },
});

export const LASTFM_TRACKS: readonly Record<string, unknown>[] = [
  nowPlaying,
  track({}),
  // With extended=1 the artist is told otherwise.
  track({
    artist: { name: 'Señor Mar', mbid: '', url: 'x' },
    date: { uts: '1620040000', '#text': '03 May 2021, 11:06' },
  }),
  track({ album: { mbid: '', '#text': '' }, date: { uts: '0', '#text': '01 Jan 1970, 00:00' } }),
  track({ artist: { mbid: '', '#text': '' }, date: { uts: '1620041000', '#text': '03 May 2021, 11:23' } }),
  track({ date: { '#text': '03 May 2021, 12:00' } }),
  track({ date: undefined }),
];

/** The same tracks in each way in which tools keep them. */
export const LASTFM_JSON: Readonly<Record<string, string>> = {
  'pages without their wrapper (lastfm.ghan.nl)': JSON.stringify([
    page(LASTFM_TRACKS.slice(0, 3)),
    page(LASTFM_TRACKS.slice(3)),
  ]),
  'one page as the API gives it': JSON.stringify({ recenttracks: page(LASTFM_TRACKS) }),
  'pages with their wrapper': JSON.stringify(
    LASTFM_TRACKS.map((one) => ({ recenttracks: page([one]) })),
    null,
    2,
  ),
  'pages one after another': LASTFM_TRACKS.map((one) => JSON.stringify({ recenttracks: page(one) })).join('\n'),
  'a list of lists': JSON.stringify([LASTFM_TRACKS.slice(0, 2), LASTFM_TRACKS.slice(2)]),
  'the tracks alone': JSON.stringify(LASTFM_TRACKS),
  'a track on each line': lines(...LASTFM_TRACKS),
};

export const LASTFMSTATS_JSON = JSON.stringify({
  username: 'listener',
  scrobbles: [
    { track: 'Harbour Lights', artist: 'The Tidewaters', album: 'Low Season', albumId: '', date: 1_620_036_934_000 },
    { track: '', artist: 'The Tidewaters', album: '', date: 1_620_036_935_000 },
  ],
});

export const MALOJA = JSON.stringify(
  {
    maloja: { export_time: 1_700_000_000 },
    scrobbles: [
      {
        time: 1_620_036_934,
        track: {
          artists: ['The Tidewaters', 'Señor Mar'],
          title: 'Harbour Lights',
          album: { artists: ['The Tidewaters'], albumtitle: 'Low Season' },
          length: 215,
        },
        duration: 200,
        origin: 'client:navidrome',
      },
      {
        time: 1_620_040_000,
        track: { artists: ['The Tidewaters'], title: 'Intro', album: null, length: null },
        duration: null,
        origin: 'import:spotify',
      },
      {
        time: 1_620_041_000,
        track: { artists: ['The Tidewaters'], title: 'Left Early', album: null, length: 600 },
        duration: 239,
      },
      { time: 1_620_042_000, track: { artists: [], title: 'Nobody', album: null, length: null }, duration: null },
      { time: 'noon', track: { artists: ['The Tidewaters'], title: 'x' }, duration: null },
      { time: 1_620_043_000 },
    ],
  },
  null,
  3,
);

const alias = (name: string, isPrimary = true): Record<string, unknown> => ({
  id: 1,
  alias: name,
  source: 'Canonical',
  is_primary: isPrimary,
});

export const KOITO = JSON.stringify(
  {
    version: '1',
    exported_at: '2025-06-18T22:00:00Z',
    user: 'listener',
    listens: [
      {
        listened_at: '2021-05-03T10:15:34Z',
        client: 'navidrome',
        track: {
          mbid: 'B8D6F9A2-3B1C-4A53-9D4F-0F6F7F1C2A11',
          duration: 215,
          aliases: [alias('Harbour Lights (2011)', false), alias('Harbour Lights')],
        },
        album: { image_url: '', mbid: null, aliases: [alias('Low Season')], various_artists: false },
        artists: [
          {
            image_url: '',
            mbid: 'c8d6f9a2-3b1c-4a53-9d4f-0f6f7f1c2a12',
            is_primary: true,
            aliases: [alias('The Tidewaters')],
          },
        ],
      },
      {
        listened_at: '2021-05-03T12:15:34.5+02:00',
        client: '',
        track: { mbid: null, duration: 0, aliases: [alias('Two Boats')] },
        album: { image_url: '', mbid: null, aliases: null, various_artists: true },
        artists: [
          { mbid: null, is_primary: false, aliases: [alias('Señor Mar')] },
          { mbid: null, is_primary: true, aliases: [alias('The Tidewaters')] },
        ],
      },
      {
        listened_at: '2021-05-03T13:15:34Z',
        client: '',
        track: { mbid: null, duration: 0, aliases: [] },
        album: null,
        artists: [],
      },
      {
        listened_at: 'noon',
        client: '',
        track: { mbid: null, duration: 0, aliases: [alias('x')] },
        album: null,
        artists: [],
      },
      { client: '' },
    ],
  },
  null,
  2,
);

export const PANO = lines(
  {
    timeHuman: '3 May 2021, 12:15',
    timeMs: 1_620_036_934_321,
    artist: 'The Tidewaters',
    track: 'Harbour Lights',
    album: 'Low Season',
    albumArtist: null,
    durationMs: 215_000,
    mediaPlayerPackage: 'com.example.player',
    mediaPlayerName: 'Player',
    mediaPlayerVersion: '1.0',
    event: 'scrobble',
  },
  {
    timeHuman: '3 May 2021, 12:20',
    timeMs: 1_620_037_200_000,
    artist: 'The Tidewaters',
    track: 'Harbour Lights',
    album: null,
    albumArtist: null,
    durationMs: null,
    event: 'love',
  },
  {
    timeHuman: '3 May 2021, 12:25',
    timeMs: 1_620_037_500_000,
    artist: 'Señor Mar',
    track: 'Dos',
    album: '',
    albumArtist: '',
    durationMs: -1,
    event: 'scrobble',
  },
  {
    timeHuman: '',
    timeMs: null,
    artist: 'Señor Mar',
    track: 'Dos',
    album: '',
    albumArtist: '',
    durationMs: null,
    event: 'scrobble',
  },
).concat('{"timeHuman":"cut o');
