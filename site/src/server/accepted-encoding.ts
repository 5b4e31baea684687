/** The encodings that the site has, the smallest first. */
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The best of the encodings at hand that an Accept-Encoding header allows; null: as it is (RFC 9110 section 12.5.3). */
export function acceptedEncoding(header: string | undefined, atHand: readonly Encoding[]): Encoding | null {
  const allowed = new Set<string>();
  for (const each of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = each.split(';').map((part) => part.trim());
    if (!parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))) allowed.add(name);
  }
  return atHand.find((encoding) => allowed.has(encoding)) ?? null;
}
