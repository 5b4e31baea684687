import { readLines } from '../lines.ts';
import type { Bytes, ExportRecord, TextRecord } from '../records.ts';
import type { Format, RowContext, Verdict } from './format.ts';
import { headLines } from './head-lines.ts';
import { toVerdict } from './row.ts';
import { instantOf } from './wall-clock.ts';

/**
 * A portable player's log (`.scrobbler.log`; Rockbox and others), after the Portable Player Logging convention 1.0 and 1.1: headings
 * that begin with `#`, then tab-separated artist, album, title, number, seconds, rating (L or S), time of the start, MBID. A player
 * that does not know its zone says `#TZ/UNKNOWN` and writes the seconds that its own clock shows: the zone is asked for then.
 */
export const scrobblerLog: Format = async (head) => {
  const lines = (await headLines(head, LOOK_AT_LINES)).map(({ text }) => text);
  const isLog = lines.some((text) => /^\ufeff?#AUDIOSCROBBLER\/1/i.test(text));
  if (!isLog) return null;
  const isUtc = lines.some((text) => isUtcHeading(text));
  return {
    format: 'scrobbler-log',
    source: 'rockbox',
    needsTimeZone: !isUtc || lines.some((text) => isZoneHeading(text) && !isUtcHeading(text)),
    records: readLog,
    read: readEntry,
  };
};

const LOOK_AT_LINES = 1000;

/** The rows under the heading that holds for them. What else begins with `#` is the player's own remark. */
async function* readLog(bytes: Bytes): AsyncGenerator<ExportRecord> {
  let heading = '#TZ/UNKNOWN';
  for await (const record of readLines(bytes)) {
    if ('problem' in record) yield record;
    else if (isZoneHeading(record.text)) heading = record.text;
    else if (!/^\ufeff?#/.test(record.text)) yield { ...record, heading };
  }
}

function readEntry({ text, heading = '' }: TextRecord, { rules, timeZone }: RowContext): Verdict {
  const fields = text.replace(/\r$/, '').split('\t');
  if (fields.length < FIELDS) return { failure: `it has ${fields.length} fields of the ${FIELDS} that a log has` };
  const [artist, release, title, seconds, rating, time] = COLUMNS.map((column) => fields[column]!) as Entry;
  if (!/^\d{1,10}$/.test(time)) return { failure: 'its time is not a number of seconds' };
  if (!/^[LS]$/.test(rating)) return { failure: 'its rating is neither L (listened) nor S (skipped)' };
  if ([artist, title].some((name) => UNTAGGED.test(name))) return { skip: 'without a title or an artist' };
  // S: less than half of it was heard.
  if (rating === 'S' && rules.shortPlays) return { skip: 'played for too short a time' };
  const at = momentOf(Number(time) * 1000, isUtcHeading(heading) ? 'UTC' : timeZone);
  if (at === null) return { failure: 'its time stands without a time zone' };
  return toVerdict({ at, artist, title, release, durationMs: Number(seconds) * 1000 });
}

type Entry = [artist: string, release: string, title: string, seconds: string, rating: string, time: string];
const COLUMNS = [0, 1, 2, 4, 5, 6];
const FIELDS = 7;

function momentOf(wall: number, timeZone: string | null): Date | null {
  return timeZone === null ? null : instantOf(wall, timeZone);
}

// As players write it that find no tag.
const UNTAGGED = /^<?untagged>?$/i;

function isZoneHeading(text: string): boolean {
  return /^#TZ\//i.test(text);
}

function isUtcHeading(text: string): boolean {
  return /^#TZ\/\[?(UTC|GMT)\]?\s*$/i.test(text);
}
