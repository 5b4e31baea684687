import type { MetadataEntry } from '../listenbrainz/answers.ts';
import type { CreditedArtist } from '../listens/listen-row.ts';
import type { MusicBrainzRecording } from '../musicbrainz/client.ts';

/** What a service says of a recording, in the form in which it is kept. */
export interface RecordingFacts {
  readonly source: 'listenbrainz' | 'musicbrainz';
  readonly title: string | null;
  readonly artistCredit: string | null;
  readonly artists: readonly CreditedArtist[];
  readonly durationMs: number | null;
  readonly isrcs: readonly string[];
  readonly release: { readonly mbid: string; readonly title: string; readonly releasedOn: string | null } | null;
  readonly tags: readonly WeightedTag[];
  readonly artistTags: readonly (WeightedTag & { readonly artistMbid: string })[];
  /** Other names of the credited artists; none where the source does not know any. */
  readonly aliases: readonly { readonly artistMbid: string; readonly name: string }[];
}

/** weight is 0 to 1, relative to the strongest tag of the same source and subject. */
export interface WeightedTag {
  readonly tag: string;
  readonly weight: number;
}

export function factsFromListenBrainz({ recording, artist, release, tag }: MetadataEntry): RecordingFacts {
  const artists = (artist?.artists ?? []).map((credit) => ({
    mbid: credit.artist_mbid.toLowerCase(),
    name: credit.name,
    joinPhrase: credit.join_phrase ?? '',
  }));
  return {
    source: 'listenbrainz',
    title: recording?.name || null,
    artistCredit: artist?.name || null,
    artists,
    durationMs: duration(recording?.length),
    isrcs: isrcs(recording?.isrcs),
    release: releaseOf(release),
    tags: weighTags(votesOf(tag?.recording)),
    artistTags: artists.flatMap(({ mbid }) =>
      tagsOfArtist(mbid, votesOf(tag?.artist, artists.length === 1 ? null : mbid)),
    ),
    aliases: [],
  };
}

function releaseOf(release: MetadataEntry['release']): RecordingFacts['release'] {
  if (!release?.mbid || !release.name) return null;
  return {
    mbid: release.mbid.toLowerCase(),
    title: release.name,
    releasedOn: release.year ? String(release.year) : null,
  };
}

type ListenBrainzTags = NonNullable<MetadataEntry['tag']>['artist'];

/** Votes for one artist of several, or all of them. */
function votesOf(tags: ListenBrainzTags, artistMbid: string | null = null): { name: string; count: number }[] {
  const votes = (tags ?? []).filter(
    ({ artist_mbid: mbid }) => artistMbid === null || mbid?.toLowerCase() === artistMbid,
  );
  return votes.map(({ tag, count }) => ({ name: tag, count }));
}

export function factsFromMusicBrainz(recording: MusicBrainzRecording): RecordingFacts {
  const credit = recording['artist-credit'] ?? [];
  const release = earliest(recording.releases ?? []);
  return {
    source: 'musicbrainz',
    title: recording.title || null,
    artistCredit: credit.map(({ name, joinphrase }) => name + (joinphrase ?? '')).join('') || null,
    artists: credit.map(({ name, joinphrase, artist }) => ({
      mbid: artist.id.toLowerCase(),
      name,
      joinPhrase: joinphrase ?? '',
    })),
    durationMs: duration(recording.length),
    isrcs: isrcs(recording.isrcs),
    release:
      release === undefined
        ? null
        : { mbid: release.id.toLowerCase(), title: release.title, releasedOn: release.date || null },
    tags: weighTags(recording.tags ?? []),
    artistTags: credit.flatMap(({ artist }) => tagsOfArtist(artist.id, artist.tags ?? [])),
    aliases: credit.flatMap(({ name, artist }) => namesOf(name, artist)),
  };
}

/** Votes as weights: the strongest tag is 1, spellings in another case are one, tags that were voted down are none. */
export function weighTags(votes: readonly { readonly name: string; readonly count: number }[]): WeightedTag[] {
  const counts = new Map<string, number>();
  for (const { name, count } of votes) {
    const tag = name.normalize('NFKC').trim().toLowerCase().slice(0, LONGEST_TAG);
    if (tag !== '' && !tag.includes('\u0000') && count > 0) counts.set(tag, Math.max(count, counts.get(tag) ?? 0));
  }
  const strongest = Math.max(...counts.values());
  return [...counts]
    .map(([tag, count]) => ({ tag, weight: count / strongest }))
    .sort((left, right) => right.weight - left.weight || (left.tag < right.tag ? -1 : 1));
}

const LONGEST_TAG = 255;

function tagsOfArtist(
  mbid: string,
  votes: readonly { name: string; count: number }[],
): (WeightedTag & { artistMbid: string })[] {
  return weighTags(votes).map((tag) => ({ ...tag, artistMbid: mbid.toLowerCase() }));
}

/** Every name of an artist but the one that the credit has. */
function namesOf(
  credited: string,
  { id, name, aliases }: { id: string; name: string; aliases?: readonly { name: string }[] | null | undefined },
): { artistMbid: string; name: string }[] {
  const names = new Set([name, ...(aliases ?? []).map((alias) => alias.name)].map((each) => each.trim()));
  return [...names]
    .filter((each) => each !== '' && each !== credited)
    .map((each) => ({ artistMbid: id.toLowerCase(), name: each }));
}

function duration(ms: number | null | undefined): number | null {
  return ms != null && ms >= 1 && ms < 2 ** 31 ? Math.round(ms) : null;
}

function isrcs(values: readonly string[] | null | undefined): string[] {
  return [...new Set((values ?? []).map((isrc) => isrc.replaceAll('-', '').toUpperCase()))]
    .filter((isrc) => /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/u.test(isrc))
    .sort();
}

type Release = NonNullable<MusicBrainzRecording['releases']>[number];

/** The first official release; of those without a date the first by id, so that the answer does not hang on their order. */
function earliest(releases: readonly Release[]): Release | undefined {
  const rank = ({ status, date, id }: Release): string => `${status === 'Official' ? 0 : 1} ${date || '9999'} ${id}`;
  return releases.toSorted((left, right) => (rank(left) < rank(right) ? -1 : 1))[0];
}
