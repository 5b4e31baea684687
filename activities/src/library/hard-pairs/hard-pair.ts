/** What a source tells of one track: a play's words, or a file's tags. null: it does not say. */
export interface Told {
  readonly artist: string | null;
  readonly title: string;
  readonly album: string | null;
  readonly seconds: number | null;
  readonly isrc?: string;
  /** The artists of the credit one by one, where MusicBrainz knows them. */
  readonly credit?: readonly string[];
  /** Other names that MusicBrainz knows of these artists. */
  readonly aliases?: readonly string[];
}

export type PairKind =
  | 'another song'
  | 'artist spelling'
  | 'classical'
  | 'compilation'
  | 'cover'
  | 'credit'
  | 'guests'
  | 'length'
  | 'live'
  | 'other version'
  | 'remark'
  | 'remaster'
  | 'remix'
  | 'title spelling'
  | 'transliteration'
  | 'typo'
  | 'untagged file';

/** A play and a file of which a person can say whether both are one recording, and of which words alone easily say the wrong thing. */
export interface HardPair {
  readonly kind: PairKind;
  readonly heard: Told;
  readonly file: Told;
  /** The same recording in MusicBrainz's sense: a remaster is, a remix, an edit, a concert and another performer are not. */
  readonly same: boolean;
}
