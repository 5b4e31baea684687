import { writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated.ts';

/** `node operator/src/chart/write-chart.ts`: brings the made files of the chart up to date. */
for (const [path, text] of await generatedFiles()) await writeFile(path, text);
