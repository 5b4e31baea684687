import type { ExportRecord } from './records.ts';

/** How many rows an export holds in all, as far as can be told while it is read. */
export interface Extent {
  /** Counts a record of the part that is being read. */
  add(record: ExportRecord): void;
  /** The part of so many bytes is behind, read or passed over. */
  endPart(bytes: number): void;
  /** An estimate from the rows that lie behind; null while too little does. */
  rowsInAll(rowsBehind: number): number | null;
}

/** Below this share of the bytes an estimate would jump about. */
const FEW = 0.01;

/** No format says how many rows it holds: so many as its bytes hold at the length of those that were read. */
export function createExtent(parts: readonly { readonly bytes: number }[]): Extent {
  const inAll = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let ended = 0;
  let inPart = 0;
  return {
    add(record) {
      if ('text' in record) inPart += Buffer.byteLength(record.text) + 1;
    },
    endPart(bytes) {
      ended += bytes;
      inPart = 0;
    },
    rowsInAll(rowsBehind) {
      const behind = Math.min(ended + inPart, inAll);
      if (inAll === 0 || behind < inAll * FEW) return null;
      return Math.max(rowsBehind, Math.round((rowsBehind * inAll) / behind));
    },
  };
}
