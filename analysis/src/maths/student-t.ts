/**
 * The value that Student's t with these degrees of freedom (1 or more, not only whole ones) stays below with probability 0.9, so that
 * plus and minus it hold 80 %: Hill's expansion (Algorithm 396, Communications of the ACM 13, 1970), right to 0.0005 from 3 degrees on.
 * Infinity gives the normal distribution's 1.2816.
 */
export function studentQuantile90(freedom: number): number {
  if (!(freedom >= 1)) throw new RangeError(`Student's t needs at least 1 degree of freedom, not ${freedom}.`);
  if (freedom === Infinity) return NORMAL_90;
  if (freedom === 1) return Math.tan(0.4 * Math.PI);
  if (freedom === 2) return Math.sqrt(2 / (TWO_SIDED * (2 - TWO_SIDED)) - 2);
  const a = 1 / (freedom - 0.5);
  const b = 48 / (a * a);
  const c = ((20_700 * a) / b - 98) * a - 16 + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * freedom;
  const y = (d * TWO_SIDED) ** (2 / freedom);
  const expanded = y > 0.05 + a ? nearCentre({ freedom, a, b, c, d }) : inTail(y, freedom, d);
  return Math.sqrt(freedom * expanded);
}

const NORMAL_90 = 1.2815515655446004;
const TWO_SIDED = 0.2;

interface Terms {
  freedom: number;
  a: number;
  b: number;
  c: number;
  d: number;
}

function nearCentre({ freedom, a, b, c, d }: Terms): number {
  const x = -NORMAL_90;
  const square = x * x;
  const inner = freedom < 5 ? c + 0.3 * (freedom - 4.5) * (x + 0.6) : c;
  const e = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + inner;
  const y = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / e - square - 3) / b + 1) * x;
  return Math.expm1(a * y * y);
}

function inTail(y: number, freedom: number, d: number): number {
  return (
    ((1 / (((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3) + 0.5 / (freedom + 4)) * y - 1) *
      ((freedom + 1) / (freedom + 2)) +
    1 / y
  );
}
