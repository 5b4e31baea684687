const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
};

/** The bytes that a quantity of Kubernetes stands for (`512Mi`); undefined when it is not an amount of bytes. */
export function bytesOf(quantity: string): number | undefined {
  const [, amount, unit = ''] = /^([0-9]+(?:\.[0-9]+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = UNITS[unit];
  return amount === undefined || factor === undefined ? undefined : Math.floor(Number(amount) * factor);
}
