import { createHash } from 'node:crypto';

/** Names what the signal features mean. Raised whenever a definition changes, so that old and new values never mix. */
export const extractorVersion = 'signal-2';

/** What a listener may choose of the measurement; part of the key of every measured row. */
export interface ExtractOptions {
  /** Length of the excerpt; 0: the whole track. */
  excerptSeconds: number;
  /** Where the excerpt is taken. */
  excerptFrom: 'first' | 'middle' | 'loudest';
  /** Whether stems are wanted. */
  stems: boolean;
}

/** What a measurement was made with: the options that change it. */
export interface UsedOptions extends Pick<ExtractOptions, 'excerptSeconds' | 'excerptFrom'> {
  /** Of the model that separated stems; null where none were. */
  stemModelSha256: string | null;
}

/** Sixteen hex digits that name these options. Whole tracks are the same wherever an excerpt would be taken. */
export function optionsHash({ excerptSeconds, excerptFrom, stemModelSha256 }: UsedOptions): string {
  const excerpt = excerptSeconds === 0 ? { excerptSeconds } : { excerptSeconds, excerptFrom };
  return createHash('sha256')
    .update(JSON.stringify({ ...excerpt, stemModelSha256 }))
    .digest('hex')
    .slice(0, 16);
}
