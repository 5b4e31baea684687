import type { Reader } from '../text/format.ts';

/**
 * How a reader of the first language that a browser asks for writes numbers and dates; as in English where it names none
 * that is known. The words of the dashboard are English whatever the language.
 */
export function readerOf(acceptLanguage: string | null, timeZone: string): Reader {
  const locale = `${firstLanguage(acceptLanguage)}-u-nu-latn`;
  const number = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).formatToParts(0.5);
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(0);
  const sign = (type: Intl.NumberFormatPartTypes) => number.find((part) => part.type === type)?.value ?? '';
  return {
    timeZone,
    decimalSign: sign('decimal') || '.',
    groupSign: plainSpace(sign('group')),
    percentGap: percent.some(({ type, value }) => type === 'literal' && value.trim() === '') ? NO_BREAK_SPACE : '',
    monthFirst: date.findIndex(({ type }) => type === 'month') < date.findIndex(({ type }) => type === 'day'),
    hour12: new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ?? false,
  };
}

const NO_BREAK_SPACE = '\u00a0';

function firstLanguage(acceptLanguage: string | null): string {
  const first = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? '';
  try {
    const known = Intl.NumberFormat.supportedLocalesOf(first)[0];
    return known === undefined ? 'en' : new Intl.Locale(known).baseName;
  } catch {
    return 'en';
  }
}

function plainSpace(sign: string): string {
  return sign.trim() === '' && sign !== '' ? NO_BREAK_SPACE : sign;
}
