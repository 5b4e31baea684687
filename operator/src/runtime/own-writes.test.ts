import { OwnWrites } from './own-writes.ts';
import { FakeTimers } from './test-tools.ts';

const object = (resourceVersion: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', resourceVersion },
});

describe('OwnWrites', () => {
  it('gives the newer of what was watched and what was answered', () => {
    const own = new OwnWrites(new FakeTimers());
    own.remember('a', object('9'));
    expect(own.newest('a', undefined)).toEqual(object('9'));
    expect(own.newest('a', object('8'))).toEqual(object('9'));
    expect(own.newest('a', object('10'))).toEqual(object('10'));
    expect(own.newest('a', undefined)).toBeUndefined();
  });

  it('believes the watch alone after ten seconds: what was made and deleted unseen is not thought to be there for ever', () => {
    const timers = new FakeTimers();
    const own = new OwnWrites(timers);
    own.remember('a', object('9'));
    timers.advance(10_001);
    expect(own.newest('a', undefined)).toBeUndefined();
    expect(own.newest('a', object('8'))).toEqual(object('8'));
  });

  it('forgets what was deleted', () => {
    const own = new OwnWrites(new FakeTimers());
    own.remember('a', object('9'));
    own.forget('a');
    expect(own.newest('a', undefined)).toBeUndefined();
  });
});
