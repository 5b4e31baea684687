const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A Kubernetes resource quantity as a number of base units (cores, bytes…), or undefined for text that is none: '500m' is 0.5,
 * '1Gi' is 1073741824. Grammar: k8s.io/apimachinery/pkg/api/resource.
 */
export function quantityOf(text: string | number): number | undefined {
  if (typeof text === 'number') return text;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text);
  if (!match) return undefined;
  const [, digits, exponent, suffix = ''] = match;
  return exponent === undefined ? Number(digits) * factors[suffix]! : Number(`${digits}${exponent}`);
}

/** Whether two texts are the same amount, as the API server writes '1000m' back as '1'. */
export function sameQuantity(one: string | number, other: string | number): boolean {
  const [a, b] = [quantityOf(one), quantityOf(other)];
  if (a === undefined || b === undefined) return false;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}
