import { z } from './zod.ts';

/** An error as RFC 9457 problem document; `remedy` says in one sentence what to do, `correlationId` finds the logs. */
export const Problem = z
  .strictObject({
    type: z.string().openapi({ description: 'Names the kind of problem; the same for every occurrence.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().openapi({ description: 'What happened this time.' }),
    remedy: z.string().openapi({ description: 'What to do about it.' }),
    instance: z.string().openapi({ description: 'The path that was asked for.' }),
    correlationId: z.string().openapi({ description: 'Stands in the X-Request-Id header and in the logs.' }),
    errors: z
      .array(z.strictObject({ where: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: 'For input that does not fit: each place and what is wrong there.' }),
  })
  .openapi('Problem', {
    example: {
      type: 'urn:sidetrack:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no job with this id.',
      remedy: 'GET /api/v1/jobs lists the jobs there are.',
      instance: '/api/v1/jobs/0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
      correlationId: '6f1c2b9e-0d6b-4d33-a0f5-7f0f2a3a1d55',
    },
  });
export type ProblemDocument = z.infer<typeof Problem>;

/** Statuses that are answered as a problem document, and what each means here. */
export const problemMeanings = {
  400: 'The request does not fit the contract; `errors` names each place.',
  401: 'A token is needed, or the one given is not valid (any more).',
  403: 'Not allowed: foreign Host or Origin, a token without the scope, or another listener’s X-User-Id.',
  404: 'There is no such thing, or it belongs to another listener.',
  405: 'The path exists, not with this method; `Allow` lists those that do.',
  406: 'None of the accepted media types can be given.',
  409: 'Something has to be there first; `remedy` says what.',
  413: 'The body is larger than the limit.',
  415: 'The body has a media type that this operation does not read.',
  422: 'It fits the contract, but not this installation; `detail` names the field.',
  429: 'Too many requests; `Retry-After` says when to come back.',
  500: 'A fault of this installation; the logs have it under the correlation id.',
  503: 'A part that is needed does not answer; nothing was left half done.',
} as const;
export type ProblemStatus = keyof typeof problemMeanings;
