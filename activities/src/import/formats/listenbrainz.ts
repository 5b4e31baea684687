import { parseListen } from '../../listenbrainz/parse-listen.ts';
import { jsonFormat, jsonReading } from './json-format.ts';
import type { JsonFormat } from './json-format.ts';

const LISTENBRAINZ: JsonFormat = {
  format: 'listenbrainz',
  source: 'listenbrainz',
  layouts: ['lines', ['*'], ['payload', 'listens', '*']],
  recognises: (value) => 'row' in parseListen(value),
  read: (value) => {
    const parsed = parseListen(value);
    return 'row' in parsed ? parsed : { failure: parsed.problem };
  },
};

/** An export of ListenBrainz: a listen on each line, or the older single list; and what its API answered. */
export const listenbrainz = jsonFormat(LISTENBRAINZ);

/** A month of its archive, which is one by its place in it. */
export const monthOfListenbrainz = jsonReading(LISTENBRAINZ, 'lines', '');
