import { csvRow } from './csv.ts';

test.each([
  [['a', 1, true], 'a,1,true\r\n'],
  [[null, undefined, ''], ',,\r\n'],
  [['a,b', 'say "no"', 'two\nlines'], '"a,b","say ""no""","two\nlines"\r\n'],
  [[['x', 'y'], { z: 1 }], '"[""x"",""y""]","{""z"":1}"\r\n'],
  [['=HYPERLINK("x")', '-1+1', '@x'], `"'=HYPERLINK(""x"")",'-1+1,'@x\r\n`],
  [[-1.5], '-1.5\r\n'],
])('%j', (values, expected) => {
  expect(csvRow(values)).toBe(expected);
});
