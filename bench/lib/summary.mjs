/** The seconds of a run that are compared: processor time where the system tells it, since others may use the core too. */
export function seconds({ cpuSeconds, wallSeconds }) {
  return cpuSeconds ?? wallSeconds;
}

/** Medians over all runs, and the lowest and highest. */
export function summarise(runs) {
  const cpu = runs.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
  const memory = runs.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    cpuSeconds: cpu.length > 0 ? spread(cpu) : undefined,
    wallSeconds: spread(runs.map(({ wallSeconds }) => wallSeconds)),
    peakMegabytes: memory.length > 0 ? Math.round(Math.max(...memory) / 2 ** 20) : undefined,
  };
}

/** How many times the project's seconds another took: each run beside the project's run of the same file and round. */
export function ratioTo(project, other) {
  return spread(
    other.map((run) => {
      const same = project.find(({ file, repeat }) => file === run.file && repeat === run.repeat);
      return seconds(run) / seconds(same);
    }),
  );
}

/** Median seconds of each part that the project reports of itself, with its share of the median wall time, parts of parts included. */
export function shares(runs) {
  const flat = runs.map(({ stages }) => flatten(stages ?? {}));
  const whole = spread(runs.map(({ wallSeconds }) => wallSeconds)).median;
  const names = [...new Set(flat.flatMap((stages) => Object.keys(stages)))];
  return names.map((name) => {
    const { median } = spread(flat.map((stages) => stages[name] ?? 0));
    return { name, seconds: median, share: round(median / whole) };
  });
}

function flatten(stages, before = '') {
  const entries = Object.entries(stages).flatMap(([name, value]) =>
    typeof value === 'number' ? [[before + name, value]] : Object.entries(flatten(value, `${before}  `)),
  );
  return Object.fromEntries(entries);
}

function spread(values) {
  if (values.length === 0) return { median: 0, lowest: 0, highest: 0 };
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { median: round(median), lowest: round(sorted[0]), highest: round(sorted.at(-1)) };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
