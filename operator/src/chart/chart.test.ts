import { readdir, readFile } from 'node:fs/promises';
import { chartCrdFolder } from './places.ts';
import { generatedFiles } from './generated.ts';

describe('the chart', () => {
  it('has what is made from other files as it would be made now (else: node operator/src/chart/write-chart.ts)', async () => {
    const files = await generatedFiles();
    for (const [path, text] of files) expect({ path, text: await readFile(path, 'utf8') }).toEqual({ path, text });
    expect(await readdir(chartCrdFolder)).toHaveLength(
      [...files.keys()].filter((path) => path.startsWith(chartCrdFolder)).length,
    );
  });
});
