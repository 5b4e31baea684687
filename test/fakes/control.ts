import type { Fakes } from './index.ts';
import type { Play } from './listen.ts';
import type { FakeRecording } from './music.ts';
import type { Answer, Fault, RecordedRequest } from './service.ts';

type ServiceName = 'listenbrainz' | 'musicbrainz' | 'lastfm';

/**
 * What a test may tell the fakes, and ask them, over HTTP:
 *
 *     GET    /health
 *     POST   /listens     { user, plays: Play[] }          the user is made when there is none
 *     POST   /recordings  FakeRecording[]                  for ListenBrainz's metadata and MusicBrainz
 *     POST   /faults      { service, count, fault }        what the next requests of that service meet
 *     DELETE /faults
 *     GET    /requests?service=listenbrainz                what arrived, oldest first, without bodies
 */
export function answerControl(fakes: Fakes, request: RecordedRequest): Answer {
  switch (`${request.method} ${request.path}`) {
    case 'GET /health':
      return { status: 200, body: { status: 'ok' } };
    case 'POST /listens': {
      const { user, plays } = JSON.parse(request.body) as { user: string; plays: Play[] };
      fakes.listenbrainz.addListens(user, plays);
      return { status: 200, body: { listens: fakes.listenbrainz.listens(user).length } };
    }
    case 'POST /recordings': {
      const recordings = JSON.parse(request.body) as FakeRecording[];
      fakes.listenbrainz.addRecordings(recordings);
      fakes.musicbrainz.addRecordings(recordings);
      return { status: 200, body: {} };
    }
    case 'POST /faults': {
      const { service, count, fault } = JSON.parse(request.body) as {
        service: ServiceName;
        count: number;
        fault: Fault;
      };
      fakes[service].failNext(count, fault);
      return { status: 200, body: {} };
    }
    case 'DELETE /faults':
      for (const name of ['listenbrainz', 'musicbrainz', 'lastfm'] as const) fakes[name].clearFaults();
      return { status: 200, body: {} };
    case 'GET /requests':
      return { status: 200, body: requestsOf(fakes, request.query.get('service') as ServiceName) };
    default:
      return { status: 404, body: 'Not found' };
  }
}

function requestsOf(fakes: Fakes, service: ServiceName) {
  return fakes[service].requests.map(({ method, path, query, arrivedAt, status }) => ({
    method,
    path,
    query: String(query),
    arrivedAt,
    status,
  }));
}
