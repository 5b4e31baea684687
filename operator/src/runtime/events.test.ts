import { Events, microTime } from './events.ts';
import { FakeTimers, seededRandom, settled, silentLog } from './test-tools.ts';

const home = {
  apiVersion: 'sidetrack.network/v1alpha1',
  kind: 'SideTrack',
  metadata: { name: 'home', namespace: 'music', uid: 'u-1' },
};
const text = { type: 'Warning', reason: 'SecretMissing', note: 'Create it.', action: 'ReadSecret' } as const;

function setUp(fails = false) {
  const timers = new FakeTimers();
  const created: unknown[] = [];
  const patched: unknown[] = [];
  const warnings: string[] = [];
  const answer = () => (fails ? Promise.reject(new Error('refused')) : Promise.resolve());
  const events = new Events({
    create: (event) => (created.push(event), answer()),
    patch: (name, _, change) => (patched.push({ name, change }), answer()),
    ...{ identity: 'pod-1', clock: () => new Date(1.8e12 + timers.now()), timers, random: seededRandom(1) },
    log: { ...silentLog, warn: (_, message) => warnings.push(message) },
  });
  return { timers, events, created, patched, warnings };
}

describe('Events', () => {
  it('writes an event as events.k8s.io/v1 has it', () => {
    const { events, created } = setUp();
    events.record(home, text);
    expect(created).toEqual([
      {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { name: expect.stringMatching(/^home\.[0-9a-f]+$/), namespace: 'music' },
        ...text,
        eventTime: '2027-01-15T08:00:00.000000Z',
        reportingController: 'sidetrack.network/operator',
        reportingInstance: 'pod-1',
        regarding: { apiVersion: home.apiVersion, kind: 'SideTrack', namespace: 'music', name: 'home', uid: 'u-1' },
      },
    ]);
  });

  it('counts the same one up, at most once a minute, and begins anew after six minutes of silence', () => {
    const { events, created, patched, timers } = setUp();
    for (let second = 0; second < 150; second += 1) {
      events.record(home, text);
      timers.advance(1000);
    }
    expect(created).toHaveLength(1);
    expect(patched).toMatchObject([{ change: { series: { count: 61 } } }, { change: { series: { count: 121 } } }]);
    timers.advance(6 * 60_000);
    events.record(home, text);
    expect(created).toHaveLength(2);
  });

  it('lets one object say 25 different things at once, then one in five minutes, and others all the same', () => {
    const { events, created, timers } = setUp();
    const say = (uid: string, note: string) => {
      events.record({ ...home, metadata: { ...home.metadata, uid } }, { ...text, note });
    };
    for (let number = 0; number < 100; number += 1) say('noisy', `note ${number}`);
    expect(created).toHaveLength(25);
    say('quiet', 'once');
    expect(created).toHaveLength(26);
    timers.advance(5 * 60_000);
    for (let number = 0; number < 100; number += 1) say('noisy', `later ${number}`);
    expect(created).toHaveLength(27);
  });

  it('shortens a note to what the API server takes, and never fails', async () => {
    const { events, created, warnings } = setUp(true);
    events.record(home, { ...text, note: 'x'.repeat(2000) });
    await settled();
    expect((created[0] as { note: string }).note).toHaveLength(1024);
    expect(warnings).toEqual(['An event was not written']);
  });
});

describe('microTime', () => {
  it('has six digits after the second', () => {
    expect(microTime(new Date('2026-11-22T10:00:00.123Z'))).toBe('2026-11-22T10:00:00.123000Z');
  });
});
