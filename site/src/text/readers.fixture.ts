import type { Reader } from './format.ts';

/** Readers for tests. */
export const englishReader: Reader = {
  timeZone: 'UTC',
  decimalSign: '.',
  groupSign: ',',
  percentGap: '',
  monthFirst: false,
  hour12: false,
};

export const americanReader: Reader = {
  ...englishReader,
  timeZone: 'America/New_York',
  monthFirst: true,
  hour12: true,
};

export const germanReader: Reader = {
  ...englishReader,
  timeZone: 'Europe/Berlin',
  decimalSign: ',',
  groupSign: '.',
  percentGap: '\u00a0',
};
