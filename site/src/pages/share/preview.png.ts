import type { APIRoute } from 'astro';
import { previewCard } from '../../data/queries/shares.ts';
import { wishOf } from '../../data/card-wish.ts';
import { apiFor } from '../../server/api-client.ts';
import { cardPicture } from '../../server/card-picture.ts';
import { pageContext } from '../../server/page-context.ts';

/** The picture of a card before it is shared, for the listener alone. */
export const GET: APIRoute = async ({ url, request }) => {
  const wish = wishOf(url.searchParams);
  if (wish === null) return new Response('Name a week or a year, and parts.', { status: 400 });
  const { data, trouble } = await previewCard(apiFor(request), wish);
  if (data === null) return new Response(trouble.detail, { status: trouble.status === 0 ? 503 : trouble.status });
  const picture = await cardPicture(data, pageContext(request, undefined).reader);
  return new Response(new Uint8Array(picture), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' },
  });
};
