import type { FakeLastfm, LastfmSeed } from './lastfm.ts';
import { startLastfm } from './lastfm.ts';
import type { FakeListenBrainz, ListenBrainzSeed } from './listenbrainz.ts';
import { startListenBrainz } from './listenbrainz.ts';
import type { FakeMusicBrainz, MusicBrainzSeed } from './musicbrainz.ts';
import { startMusicBrainz } from './musicbrainz.ts';
import type { Place } from './service.ts';

export type { ApiListen, Play } from './listen.ts';
export { toApiListen, toExportLine } from './listen.ts';
export type { FakeLastfm } from './lastfm.ts';
export type { FakeListenBrainz } from './listenbrainz.ts';
export type { FakePlaylist } from './listenbrainz-playlists.ts';
export type { FakeMusicBrainz } from './musicbrainz.ts';
export { OVER_QUOTA, SERVER_BUSY } from './musicbrainz.ts';
export type { FakeRecording } from './music.ts';
export { startOpenId, type FakeAccount, type FakeOpenId } from './openid.ts';
export type { Fault, Place, RecordedRequest } from './service.ts';
export { startSubsonic, type FakeSong, type SubsonicSeed } from './subsonic.ts';
export { uuidOf } from './uuid.ts';

export interface Fakes {
  readonly listenbrainz: FakeListenBrainz;
  readonly musicbrainz: FakeMusicBrainz;
  readonly lastfm: FakeLastfm;
  /** Settings that point SideTrack at the fakes. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface FakesSeed {
  readonly listenbrainz?: ListenBrainzSeed;
  readonly musicbrainz?: MusicBrainzSeed;
  readonly lastfm?: LastfmSeed;
}

export type FakePlaces = Readonly<Record<'listenbrainz' | 'musicbrainz' | 'lastfm', Place>>;

/** Fakes of the three outside services, on free loopback ports unless told otherwise. Stop them when done. */
export async function startFakes(seed: FakesSeed = {}, places?: FakePlaces): Promise<Fakes> {
  const [listenbrainz, musicbrainz, lastfm] = await Promise.all([
    startListenBrainz(seed.listenbrainz, places?.listenbrainz),
    startMusicBrainz(seed.musicbrainz, places?.musicbrainz),
    startLastfm(seed.lastfm, places?.lastfm),
  ]);
  return {
    listenbrainz,
    musicbrainz,
    lastfm,
    env: {
      SIDETRACK_LISTENBRAINZ_URL: listenbrainz.url,
      SIDETRACK_MUSICBRAINZ_URL: musicbrainz.url,
      SIDETRACK_LASTFM_URL: `${lastfm.url}/2.0/`,
    },
    stop: async () => {
      await Promise.all([listenbrainz.stop(), musicbrainz.stop(), lastfm.stop()]);
    },
  };
}
