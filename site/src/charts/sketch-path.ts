/** A path over a box of 100 by 100; unknown values break it. */
export function sketchPath(values: readonly (number | null)[]): string {
  const largest = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE);
  let pen = 'M';
  return values
    .map((value, index) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const x = values.length < 2 ? 50 : (index / (values.length - 1)) * 100;
      const command = `${pen}${x.toFixed(2)} ${(100 - (value / largest) * 100).toFixed(2)}`;
      pen = 'L';
      return command;
    })
    .join('');
}
