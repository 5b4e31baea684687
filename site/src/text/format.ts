/**
 * How a reader writes numbers and dates. The server finds it out from their language and hands it to the islands, and both
 * write with the code below and not with Intl: browsers and Node differ in their locale data (a thin space here, "Sept" there),
 * and a page would be drawn twice wherever they do.
 */
export interface Reader {
  /** IANA name of the listener's time zone. */
  timeZone: string;
  decimalSign: string;
  groupSign: string;
  /** Stands between a number and its per cent sign: nothing or a space. */
  percentGap: string;
  /** Nov 16 rather than 16 Nov. */
  monthFirst: boolean;
  /** 3:04 pm rather than 15:04. */
  hour12: boolean;
}

/** Shown wherever a number is not known. A reason stands beside it; it is never 0. */
export const UNKNOWN = '—';

export function formatCount(value: number, { groupSign }: Reader): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, groupSign);
}

/** A value on an axis of 0 to 1, or another small quantity, with a fixed number of decimals. */
export function formatDecimal(value: number | null | undefined, reader: Reader, decimals = 2): string {
  if (value === null || value === undefined) return UNKNOWN;
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = formatCount(Number(whole), reader) + (fraction === undefined ? '' : reader.decimalSign + fraction);
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** With its sign, for differences: +0.12, −0.03. */
export function formatDifference(value: number, reader: Reader, decimals = 2): string {
  const text = formatDecimal(value, reader, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/**
 * A share of 0 to 1 in whole per cent. What is nearly nothing or nearly all is not rounded to nothing or all: <1 %, >99 %.
 */
export function formatShare(share: number | null | undefined, { percentGap }: Reader): string {
  if (share === null || share === undefined) return UNKNOWN;
  if (share > 0 && share < 0.01) return `<1${percentGap}%`;
  if (share > 0.99 && share < 1) return `>99${percentGap}%`;
  return `${Math.round(share * 100)}${percentGap}%`;
}

/** "1 listen", "2 listens": English nouns whose plural is an s. */
export function plural(count: number, noun: string, reader: Reader): string {
  return `${formatCount(count, reader)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Time left, rounded as one would say it: "12 s", "3 min", "1 h 20 min". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
