/**
 * How many equally common kinds would be as diverse as these amounts: the exponential of Shannon's entropy (Hill number of order 1;
 * Jost 2006). 0 where there is nothing. Amounts need not be whole numbers.
 */
export function effectiveNumber(amounts: Iterable<number>): number {
  let total = 0;
  let weighted = 0;
  for (const amount of amounts) {
    if (amount <= 0) continue;
    total += amount;
    weighted += amount * Math.log(amount);
  }
  return total === 0 ? 0 : Math.exp(Math.log(total) - weighted / total);
}
