/** Loaded before a program whose pages are compared with pictures: its clock stands at the hour that FIXED_NOW names. */
const now = Date.parse(process.env.FIXED_NOW ?? '');
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now] : parts));
  }
  static now() {
    return now;
  }
};
