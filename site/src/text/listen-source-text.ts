/** Who told of a play, as a person knows it: “Last.fm”, “Navidrome, pushed here”. */
export function listenSourceName(source: string): string {
  const scrobbler = /^push:(.+)$/.exec(source)?.[1];
  if (scrobbler !== undefined) return `${capital(scrobbler.replaceAll('-', ' '))}, pushed here`;
  return NAMES[source] ?? capital(source.replaceAll('-', ' '));
}

const NAMES: Readonly<Record<string, string>> = {
  listenbrainz: 'ListenBrainz',
  lastfm: 'Last.fm',
  'lastfm-minutes': 'Last.fm, files that tell the minute',
  spotify: 'Spotify, extended history',
  'spotify-account': 'Spotify, account data',
  maloja: 'Maloja',
  koito: 'Koito',
  librefm: 'Libre.fm',
  pano: 'Pano Scrobbler',
  rockbox: 'Rockbox and other players',
  csv: 'CSV files',
  push: 'Pushed here',
  demo: 'The demo',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
