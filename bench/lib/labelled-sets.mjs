import { seededRandom } from '../../analysis/dist/maths/random.js';

/**
 * Seeded sets of points in the plane for clustering.
 * @param {number} count
 * @returns {{name: string, rows: Float32Array}[]}
 */
export function planeSets(count) {
  return [
    { name: 'blobs of unlike density', rows: blobs(count, seededRandom(1)) },
    { name: 'moons', rows: moons(count, seededRandom(2)) },
    { name: 'blobs in noise', rows: inNoise(blobs(count, seededRandom(3)), seededRandom(4)) },
  ];
}

const BLOBS = 12;

/** Twelve normal clouds on a circle, the widest five times as wide as the narrowest. */
function blobs(count, random) {
  return pairs(count, (i) => {
    const blob = i % BLOBS;
    const [dx, dy] = normals(random);
    const [angle, width] = [(blob / BLOBS) * 2 * Math.PI, 0.3 + (blob / BLOBS) * 1.2];
    return [20 * Math.cos(angle) + dx * width, 20 * Math.sin(angle) + dy * width];
  });
}

function moons(count, random) {
  return pairs(count, (i) => {
    const angle = random() * Math.PI;
    const [dx, dy] = normals(random);
    const [x, y] = i % 2 === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [x + dx * 0.06, y + dy * 0.06];
  });
}

/** Every twentieth row anywhere. */
function inNoise(rows, random) {
  return rows.map((value, i) => ((i >> 1) % 20 === 0 ? random() * 60 - 30 : value));
}

function pairs(count, point) {
  const rows = new Float32Array(count * 2);
  for (let i = 0; i < count; i++) rows.set(point(i), i * 2);
  return rows;
}

/** Two independent normal numbers (Box & Muller 1958). */
function normals(random) {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  const angle = 2 * Math.PI * random();
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
