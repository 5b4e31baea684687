import { apiError } from './listenbrainz-answers.ts';
import { creditOf } from './music.ts';
import type { FakeRecording } from './music.ts';
import type { Answer, RecordedRequest } from './service.ts';

interface AskedRow {
  readonly artist_name?: string;
  readonly recording_name?: string;
  readonly release_name?: string;
}

const LONGEST_TEXT = 250;
const MOST_ROWS = 50;

/**
 * `POST /1/metadata/lookup/`: finds recordings by their words, in any case. What is not found repeats only what was asked, and the
 * order of the rows is none that a client may rely on.
 */
export function answerLookup(request: RecordedRequest, recordings: ReadonlyMap<string, FakeRecording>): Answer {
  const { recordings: asked } = JSON.parse(request.body) as { recordings?: readonly AskedRow[] };
  if (asked === undefined) return apiError(400, 'recordings is missing');
  if (asked.length > MOST_ROWS) return apiError(400, 'Maximum 50 recordings');
  const isBad = (text: string | undefined): boolean => text === undefined || text === '' || text.length > LONGEST_TEXT;
  if (asked.some((row) => isBad(row.artist_name) || isBad(row.recording_name)))
    return apiError(400, 'artist_name or recording_name is invalid or not present in arguments');
  const known = [...recordings.values()];
  const rows = asked.map((row) => {
    const words = wordsOf(row.artist_name!, row.recording_name!);
    const found = known.find((recording) => wordsOf(creditOf(recording), recording.title) === words);
    return { artist_name_arg: row.artist_name, recording_name_arg: row.recording_name, ...(found && rowOf(found)) };
  });
  return { status: 200, body: rows.reverse() };
}

function rowOf(recording: FakeRecording): Record<string, unknown> {
  return {
    recording_mbid: recording.mbid,
    recording_name: recording.title,
    artist_credit_name: creditOf(recording),
    artist_mbids: recording.artists.map(({ mbid }) => mbid),
    release_mbid: recording.release?.mbid ?? null,
    release_name: recording.release?.title ?? null,
  };
}

/** Its mapper removes what is no letter, and marks: enough of it for a test to see another spelling found, and another version too. */
const wordsOf = (artist: string, title: string): string =>
  `${artist} ${title.replace(/\(.*\)/u, '')}`
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
