/** When it is on the pages of these tests: a Wednesday evening, so that a week is in progress. */
export const FIXED_NOW = new Date('2026-11-18T19:00:00.000Z');
