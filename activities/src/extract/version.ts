import { createHash } from 'node:crypto';

/** Names what the signal features mean. Raised whenever a definition changes, so that old and new values never mix. */
export const extractorVersion = 'signal-1';

/** What a listener may choose of the measurement; part of the key of every measured row. */
export interface ExtractOptions {
  /** Length of the excerpt from the middle of the track; 0: the whole track. */
  excerptSeconds: number;
  stems: boolean;
}

/** Sixteen hex digits that name these options. */
export function optionsHash({ excerptSeconds, stems }: ExtractOptions): string {
  return createHash('sha256').update(JSON.stringify({ excerptSeconds, stems })).digest('hex').slice(0, 16);
}
