import type { Answer } from './answer.ts';

/** Whether the API knows of no such thing: an id that nobody has, somebody else's, or none at all. */
export function isMissing({ trouble }: Answer<unknown>): boolean {
  return trouble?.status === 404 || trouble?.status === 400;
}
