import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Space } from '../types.ts';
import { weekIn } from '../url-parameters.ts';

export type Mixtape = components['schemas']['Mixtape'];
export type MixtapeTrack = Mixtape['tracks'][number];

/** What a mixtape is asked for by; null leaves it to the API. */
export interface MixtapeWish {
  week: string | null;
  space: Space | null;
  seed: number;
  minutes: number;
}

export const SHORTEST_MINUTES = 60;
export const LONGEST_MINUTES = 90;

/** A wish as an address has it; what does not fit is left to its default. */
export function readWish(parameters: URLSearchParams): MixtapeWish {
  const space = parameters.get('space');
  const minutes = Number(parameters.get('minutes'));
  const seed = parameters.get('seed') ?? '';
  return {
    week: weekIn(parameters.get('week')),
    space: space === 'audio' || space === 'tag' ? space : null,
    seed: /^\d{1,9}$/.test(seed) ? Number(seed) : 1,
    minutes: Number.isInteger(minutes) && minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES ? minutes : 75,
  };
}

/** A wish as parameters of an address; what is the default is left out. */
export function wishParameters({ week, space, seed, minutes }: MixtapeWish): Record<string, string | undefined> {
  return {
    week: week ?? undefined,
    space: space ?? undefined,
    seed: seed === 1 ? undefined : String(seed),
    minutes: minutes === 75 ? undefined : String(minutes),
  };
}

export function fetchMixtape(
  api: Client<paths>,
  { week, space, seed, minutes }: MixtapeWish,
): Promise<Answer<Mixtape>> {
  const query = { seed, minutes, ...(week && { week }), ...(space && { space }) };
  return toAnswer(api.GET('/dashboard/mixtape', { params: { query } }));
}
