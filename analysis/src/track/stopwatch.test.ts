import { createStopwatch } from './stopwatch.ts';

test('work inside other work counts for the inner alone, also when it fails', () => {
  let moment = 0;
  const watch = createStopwatch(() => moment);
  const work = (milliseconds: number) => void (moment += milliseconds);
  watch.during('outer', () => {
    work(1);
    watch.during('inner', () => work(10));
    expect(() =>
      watch.during('inner', () => {
        work(100);
        throw new Error('broken');
      }),
    ).toThrow('broken');
    work(1000);
  });
  work(10_000);
  expect(watch.milliseconds()).toEqual({ outer: 1001, inner: 110 });
  watch.reset();
  expect(watch.milliseconds()).toEqual({});
});
