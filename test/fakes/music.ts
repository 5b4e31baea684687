/** A recording as the fakes of ListenBrainz and MusicBrainz know it. */
export interface FakeRecording {
  readonly mbid: string;
  readonly title: string;
  readonly lengthMs?: number | null;
  readonly artists: readonly {
    readonly mbid: string;
    readonly name: string;
    readonly joinPhrase?: string;
    readonly tags?: Tags;
    /** Other names, of which MusicBrainz alone knows. */
    readonly aliases?: readonly string[];
  }[];
  readonly release?: { readonly mbid: string; readonly title: string; readonly year?: number; readonly label?: string };
  readonly isrcs?: readonly string[];
  readonly tags?: Tags;
}

/** tag -> votes */
export type Tags = Readonly<Record<string, number>>;

export function creditOf(recording: FakeRecording): string {
  return recording.artists.map(({ name, joinPhrase }) => name + (joinPhrase ?? '')).join('');
}
