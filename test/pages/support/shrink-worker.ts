import { parentPort, workerData } from 'node:worker_threads';
import { PNG } from 'pngjs';

/** What `shrink` hands over and gets back: PNG files. */
export interface ShrinkOrder {
  readonly picture: Uint8Array;
  /** How many pixels, each way, become one: their mean. */
  readonly times: number;
}

const { picture, times } = workerData as ShrinkOrder;
parentPort!.postMessage(PNG.sync.write(shrunk(PNG.sync.read(Buffer.from(picture)), times), { colorType: 2 }));

function shrunk({ data, width: wide, height: high }: PNG, by: number): PNG {
  const small = new PNG({ width: Math.floor(wide / by), height: Math.floor(high / by) });
  const sums = new Uint32Array(small.width * 4);
  for (let row = 0; row < small.height; row += 1) {
    sums.fill(0);
    for (let y = row * by; y < (row + 1) * by; y += 1) addLine(sums, data.subarray(y * wide * 4), by);
    for (const [index, sum] of sums.entries()) small.data[row * sums.length + index] = Math.round(sum / by ** 2);
  }
  return small;
}

/** Adds a line of pixels to the sums of its squares. */
function addLine(sums: Uint32Array, line: Buffer, by: number): void {
  for (const index of sums.keys()) {
    const first = Math.floor(index / 4) * by * 4 + (index % 4);
    for (let x = 0; x < by; x += 1) sums[index] = (sums[index] ?? 0) + (line[first + x * 4] ?? 0);
  }
}
