/** A play from any source, ready to be written. */
export interface ListenRow {
  readonly listenedAt: Date;
  /** The source's own id of the track text (ListenBrainz: recording_msid), else analysis' trackKey. A UUID. */
  readonly trackKey: string;
  readonly artistName: string;
  readonly trackName: string;
  readonly releaseName: string | null;
  /** Where the source maps the play to MusicBrainz; in lower case. */
  readonly mapping: Mapping | null;
  readonly durationMs: number | null;
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
