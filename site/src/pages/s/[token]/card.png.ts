import type { APIRoute } from 'astro';
import { fetchSharedCard } from '../../../data/queries/shares.ts';
import { apiFor } from '../../../server/api-client.ts';
import { cardPicture } from '../../../server/card-picture.ts';
import { pageContext } from '../../../server/page-context.ts';

/** The picture of a shared card, for whoever has its address. */
export const GET: APIRoute = async ({ params, request }) => {
  const { data, trouble } = await fetchSharedCard(apiFor(request), params['token'] ?? '');
  if (data === null) return new Response(trouble.detail, { status: trouble.status === 404 ? 404 : 503 });
  const { reader } = pageContext(request, undefined);
  const picture = await cardPicture(data, reader);
  return new Response(new Uint8Array(picture), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' },
  });
};
