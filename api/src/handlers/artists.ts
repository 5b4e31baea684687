import { readArtistPage } from '../queries/artist-page.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const getArtist: Handlers['getArtist'] = async ({ params, query, scope }) => {
  const artist = await scope.run((tx) => readArtistPage(tx, scope.userId, { ...params, ...query }));
  if (artist === undefined) throw notFound('artist', 'GET /api/v1/dashboard/influence names artists with their ids.');
  return artist;
};
