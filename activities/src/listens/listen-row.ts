/** A play from any source, ready to be written. */
export interface ListenRow {
  /** When the play began. */
  readonly listenedAt: Date;
  /** The source's own id of the track text (ListenBrainz: recording_msid), else analysis' trackKey. A UUID. */
  readonly trackKey: string;
  readonly artistName: string;
  readonly trackName: string;
  readonly releaseName: string | null;
  /** Where the source maps the play to MusicBrainz; in lower case. */
  readonly mapping: Mapping | null;
  /** How long the track is. */
  readonly durationMs: number | null;
  /** How long it was played, where the source tells. */
  readonly playedMs?: number | null;
  /**
   * Where the source tells when the play ended and not when it began (Spotify): that moment. `listenedAt` is then this less
   * `playedMs`, and off by as long as the play was paused.
   */
  readonly endedAt?: Date | null;
  /** How exactly the source tells the time: 60 where it tells the minute alone. Else seconds. */
  readonly resolutionSeconds?: number;
}

export interface Mapping {
  readonly recordingMbid: string;
  readonly title: string | null;
  /** In order of the credit; empty where the source does not name them. */
  readonly artists: readonly CreditedArtist[];
}

export interface CreditedArtist {
  readonly mbid: string;
  readonly name: string;
  readonly joinPhrase: string;
}
