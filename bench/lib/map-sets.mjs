import { seededRandom } from '../../analysis/dist/maths/random.js';

/**
 * Seeded rows of `dims` numbers to lay out.
 * @param {number} count
 * @param {number} dims
 * @returns {{name: string, make: () => Float32Array}[]}
 */
export function mapSets(count, dims) {
  return [
    { name: 'clustered', make: () => clustered(count, dims, normals(seededRandom(1)), seededRandom(2)) },
    { name: 'curved', make: () => curved(count, dims, normals(seededRandom(3)), seededRandom(4)) },
  ];
}

/** Rows without any structure: the worst case for whoever looks for neighbours in a part of them. */
export function evenly(count, dims) {
  const normal = normals(seededRandom(5));
  return Float32Array.from({ length: count * dims }, normal);
}

const CLUSTERS = 40;
/** Directions in which a cluster is wide. */
const DIRECTIONS = 8;

/** Forty normal clouds that are wide in eight directions each, with some noise in all. */
function clustered(count, dims, normal, random) {
  const centres = table(CLUSTERS, dims, normal);
  const directions = table(CLUSTERS * DIRECTIONS, dims, () => 0.35 * normal());
  const rows = new Float32Array(count * dims);
  for (let row = 0; row < count; row++) {
    const cluster = Math.floor(random() * CLUSTERS);
    const own = rows.subarray(row * dims, (row + 1) * dims);
    for (let d = 0; d < dims; d++) own[d] = centres[cluster][d] + 0.25 * normal();
    for (let k = 0; k < DIRECTIONS; k++) {
      const along = normal();
      const direction = directions[cluster * DIRECTIONS + k];
      for (let d = 0; d < dims; d++) own[d] += along * direction[d];
    }
  }
  return rows;
}

const FILAMENTS = 30;
const WAVES = 4;

/** Thirty smooth curves, each a sum of four waves in every direction, with a little noise. */
function curved(count, dims, normal, random) {
  const centres = table(FILAMENTS, dims, () => 0.6 * normal());
  const heights = table(FILAMENTS * WAVES, dims, normal);
  const phases = table(FILAMENTS * WAVES, dims, () => 2 * Math.PI * random());
  const rows = new Float32Array(count * dims);
  for (let row = 0; row < count; row++) {
    const filament = row % FILAMENTS;
    const along = Math.PI * random();
    const own = rows.subarray(row * dims, (row + 1) * dims);
    for (let d = 0; d < dims; d++) {
      own[d] = centres[filament][d] + 0.02 * normal();
      for (let wave = 0; wave < WAVES; wave++) {
        const at = filament * WAVES + wave;
        own[d] += (heights[at][d] / (wave + 1)) * Math.sin((wave + 1) * along + phases[at][d]);
      }
    }
  }
  return rows;
}

function table(rows, columns, value) {
  return Array.from({ length: rows }, () => Float64Array.from({ length: columns }, value));
}

/** Normal numbers, one after the other (Box & Muller 1958). */
function normals(random) {
  let spare;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
