import { signInNote } from './sign-in-text.ts';

const of = (query: string) => signInNote(new URLSearchParams(query));

test.each(['not-invited', 'cancelled', 'provider', 'expired', 'suspended', 'busy', 'away'])(
  'the trouble “%s” has words and says what to do',
  (trouble) => {
    const note = of(`trouble=${trouble}`);
    expect(note?.title).not.toBe('');
    expect(note?.text).toMatch(/\.$/);
  },
);

test('a farewell is told too, and a trouble before it', () => {
  expect(of('bye=here')?.tone).toBe('done');
  expect(of('bye=deleted')?.title).toBe('Everything of yours is being deleted');
  expect(of('bye=everywhere')?.title).toBe('You are signed out everywhere');
  expect(of('bye=here&trouble=away')?.title).toBe('SideTrack does not answer');
});

test.each(['', 'trouble=', 'trouble=<script>', 'trouble=constructor', 'bye=__proto__', 'trouble=toString'])(
  'what is not known says nothing: “%s”',
  (query) => {
    expect(of(query)).toBeNull();
  },
);
