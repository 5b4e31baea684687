import { basename } from 'node:path';

/** The result for people: a line for each one measured, then where the project's time goes. */
export function table({ machine, files, repeats, contestants, stages }) {
  const head = ['', 'processor s', 'wall s', 'times SideTrack', 'peak MB'];
  const rows = contestants.map(({ title, cpuSeconds, wallSeconds, timesSideTrack, peakMegabytes }) => [
    title,
    range(cpuSeconds, 2),
    range(wallSeconds, 2),
    range(timesSideTrack, 1),
    String(peakMegabytes ?? '-'),
  ]);
  const where = stages.map(({ name, seconds, share }) => [
    `  ${name}`,
    seconds.toFixed(3),
    `${Math.round(share * 100)} %`,
  ]);
  return [
    `${files.map((file) => basename(file)).join(', ')}; ${repeats} times each, median (lowest to highest)`,
    `${machine.processor}, ${machine.pinned ? 'one core each' : 'not pinned to a core'}, ${machine.system}, Node ${machine.node}, ${machine.ffmpeg.split(' Copyright')[0]}`,
    '',
    ...align([head, ...rows]),
    ...(where.length > 0
      ? ['', 'Where the time of SideTrack goes (wall seconds and share; decoding alone is the floor)', ...align(where)]
      : []),
    '',
  ].join('\n');
}

function range(values, digits) {
  if (!values) return '-';
  const [median, lowest, highest] = [values.median, values.lowest, values.highest].map((value) =>
    value.toFixed(digits),
  );
  return `${median} (${lowest} to ${highest})`;
}

export function align(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
