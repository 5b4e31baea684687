import { ProblemError } from '../server/problem-error.ts';

/** Why somebody does not get in. The dashboard words each for whoever reads it, by the problem's kind. */
export const refusals = {
  expired: (): ProblemError =>
    new ProblemError({
      status: 400,
      kind: 'sign-in-expired',
      title: 'This sign-in is over',
      detail: 'It began too long ago, was finished before, or began in another browser.',
      remedy: 'Begin again.',
    }),
  cancelled: (): ProblemError =>
    new ProblemError({
      status: 400,
      kind: 'sign-in-cancelled',
      title: 'Cancelled',
      detail: 'The sign-in was called off at the provider.',
      remedy: 'Begin again when you wish.',
    }),
  notInvited: (): ProblemError =>
    new ProblemError({
      status: 403,
      kind: 'not-invited',
      title: 'Not on the list',
      detail: 'This account is not among those that may sign up here.',
      remedy: 'Ask whoever runs this installation to add your address, or choose another account.',
    }),
  provider: (cause: unknown): ProblemError =>
    new ProblemError(
      {
        status: 503,
        kind: 'provider-unavailable',
        title: 'The sign-in service does not answer',
        detail: 'The service that signs people in does not answer, or not as it should.',
        remedy: 'Try again in a minute.',
        headers: { 'Retry-After': '60' },
      },
      { cause },
    ),
};
