const SAMPLE_BYTES = 64 * 1024;

/**
 * Tells a file from others of its name and length, so that it is known again when it is chosen anew after a reload: its time of
 * change, and a hash of its beginning and end. Reading all of it would take as long as sending it. Where a browser gives
 * no hashes (a page that did not come over HTTPS) the time of change has to do.
 */
export async function fingerprintOf(file: File): Promise<string> {
  const time = String(file.lastModified);
  // Typed as always there, and absent outside secure contexts.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return time;
  const ends = new Blob([file.slice(0, SAMPLE_BYTES), file.slice(Math.max(0, file.size - SAMPLE_BYTES))]);
  const hash = new Uint8Array(await subtle.digest('SHA-256', await ends.arrayBuffer()));
  return `${time}-${Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
