const MAX_LENGTH = 255;

/**
 * The name to show for an upload: its last path segment without control characters. It names no file here: that is called by
 * the import's id.
 */
export function shownFileName(given: { header: string | undefined; query: string | undefined }): string {
  const name = (given.query ?? decoded(given.header) ?? '').toWellFormed();
  const plain = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim();
  // A cut through a pair leaves half of it at the end.
  return plain.slice(0, MAX_LENGTH).replace(/\p{Cs}$/u, '') || 'upload';
}

function decoded(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
