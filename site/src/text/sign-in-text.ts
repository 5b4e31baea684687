/** What stands above the way to sign in: why somebody is back here. */
export interface SignInNote {
  tone: 'trouble' | 'warning' | 'done';
  title: string;
  text: string;
}

/**
 * The note for what the address of the page tells; null where it tells nothing that is known, so that nobody can put words of
 * their own there.
 */
export function signInNote(parameters: URLSearchParams): SignInNote | null {
  return known(TROUBLES, parameters.get('trouble')) ?? known(FAREWELLS, parameters.get('bye'));
}

const TROUBLES: Readonly<Record<string, SignInNote>> = {
  'not-invited': {
    tone: 'warning',
    title: 'This account is not on the list',
    text: 'Whoever runs this SideTrack chooses who may join, and the address of this Google account is not among them. Ask them to add it, or choose another account.',
  },
  cancelled: {
    tone: 'warning',
    title: 'Nothing has happened',
    text: 'You called it off at Google. Sign in whenever you like.',
  },
  provider: {
    tone: 'trouble',
    title: 'Google could not say who you are',
    text: 'It did not answer, or not as it should. Wait a minute and try again. If it stays so, tell whoever runs this SideTrack.',
  },
  expired: {
    tone: 'warning',
    title: 'This sign-in has run out',
    text: 'It took more than ten minutes, was finished before, or began in another browser. Begin again here.',
  },
  suspended: {
    tone: 'trouble',
    title: 'This account is closed for now',
    text: 'Whoever runs this SideTrack has suspended it, or it is being deleted. Only they can open it again.',
  },
  busy: {
    tone: 'warning',
    title: 'Too many attempts',
    text: 'Somebody has tried to sign in very often from where you are. Wait a minute and try again.',
  },
  away: {
    tone: 'trouble',
    title: 'SideTrack does not answer',
    text: 'The part that knows who is signed in is not there. Nothing was changed: wait a few seconds and try again.',
  },
};

const FAREWELLS: Readonly<Record<string, SignInNote>> = {
  here: { tone: 'done', title: 'You are signed out', text: 'Other browsers and devices stay signed in.' },
  deleted: {
    tone: 'done',
    title: 'Everything of yours is being deleted',
    text: 'It takes some minutes. Until then this account opens nothing; after that you can begin anew.',
  },
  everywhere: {
    tone: 'done',
    title: 'You are signed out everywhere',
    text: 'On every browser and device. Tokens that you have made still work until you take them back.',
  },
};

/** Own members alone: an address may say `constructor`. */
function known(notes: Readonly<Record<string, SignInNote>>, name: string | null): SignInNote | null {
  return name !== null && Object.hasOwn(notes, name) ? (notes[name] ?? null) : null;
}
