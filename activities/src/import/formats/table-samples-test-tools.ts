/** Histories as lines of text, as players and tools write them. Names and times are made up. */

export const PANO_CSV = [
  'timeHuman,timeMs,artist,track,album,albumArtist,durationMs,mediaPlayerPackage,mediaPlayerName,mediaPlayerVersion,event',
  '"3 May 2021, 12:15",1620036934321,The Tidewaters,Harbour Lights,Low Season,,215000,com.example.player,Player,1.0,scrobble',
  '"3 May 2021, 12:20",1620037200000,The Tidewaters,Harbour Lights,,,null,,,,love',
].join('\n');

/** With `#TZ/…` as the player knows it. */
export const scrobblerLog = (zone: string): string =>
  [
    '#AUDIOSCROBBLER/1.1',
    `#TZ/${zone}`,
    '#CLIENT/Rockbox ipodvideo $Revision$',
    '#ARTIST\t#ALBUM\t#TITLE\t#TRACKNUM\t#LENGTH\t#RATING\t#TIMESTAMP\t#MUSICBRAINZ_TRACKID',
    'The Tidewaters\tLow Season\tHarbour Lights\t3\t215\tL\t1620036934\tb8d6f9a2-3b1c-4a53-9d4f-0f6f7f1c2a11',
    'Señor Mar\t\tDos\t\t180\tL\t1620037500\t',
    '# FAILED - The Tidewaters\tLow Season\tHarbour',
    'Señor Mar\t\tTres\t\t180\tS\t1620037700\t',
    '<Untagged>\t\tTrack 01\t\t180\tL\t1620038000\t',
    'The Tidewaters\tLow Season\tBefore The Clock Was Set\t3\t215\tL\t978307200',
    'The Tidewaters\tLow Season\tTimeless\t3\t215\tL\t0\t',
    'The Tidewaters\tcut off',
    'The Tidewaters\tLow Season\tHarbour Lights\t3\t215\tQ\t1620036934\t',
    '',
  ].join('\n');

/** Histories as tables, with what each is taken for. */
export const TABLES: Readonly<Record<string, { format: string; text: string }>> = {
  'lastfm.ghan.nl': {
    format: 'lastfm-csv',
    text: [
      '"uts","utc_time","artist","artist_mbid","album","album_mbid","track","track_mbid"',
      '"1620036934","03 May 2021, 10:15","The Tidewaters","","Low Season","","Harbour Lights",""',
      '"1620037500","03 May 2021, 10:25","Señor ""Mar"", Jr.","","","","Dos',
      'Tres",""',
      '"","","The Tidewaters","","","","No Time",""',
      '"1620037600","03 May 2021, 10:26","","","","","No Artist",""',
      '"1620037700","03 May 2021, 10:28","Too Short"',
      '',
    ].join('\r\n'),
  },
  'lastfmstats.com': {
    format: 'lastfm-csv',
    text: '\ufeffArtist;Album;AlbumId;Track;Date#listener\n"The Tidewaters";"Low Season";"";"Harbour Lights";"1620036934000"\n',
  },
  'benjaminbenben.com/lastfm-to-csv': {
    format: 'lastfm-minutes-csv',
    text: 'The Tidewaters,Low Season,Harbour Lights,03 May 2021 10:15\nSeñor Mar,,"Dos, Tres",03 May 2021 10:25\n',
  },
  'lastfm-backup-cli': {
    format: 'lastfm-minutes-csv',
    text: '2021-05-03,10:15:34,The Tidewaters,Harbour Lights\n2021-05-03,10:25:00,Señor Mar,Dos\n',
  },
  'Libre.fm': {
    format: 'librefm',
    text: '# Libre.fm export\n# listener\n#\nTime,Artist,Track,Album\n1620036934,The Tidewaters,Harbour Lights,Low Season\n1620037500,Señor Mar,Dos,\n',
  },
  'Last.fm Scrubbler': {
    format: 'csv',
    text: 'Artist,Album,Track,Timestamp,Album Artist,Duration\nThe Tidewaters,Low Season,Harbour Lights,2021-05-03 10:15:34,,\n',
  },
};
