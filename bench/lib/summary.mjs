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

/** Median seconds of each stage that the project reports of itself, and its share of the median of all. */
export function shares(runs) {
  const names = [...new Set(runs.flatMap(({ stages }) => Object.keys(stages ?? {})))];
  const stages = names.map((name) => ({ name, seconds: spread(runs.map(({ stages }) => stages[name] ?? 0)).median }));
  const sum = stages.reduce((total, stage) => total + stage.seconds, 0);
  return stages.map((stage) => ({ ...stage, share: round(stage.seconds / sum) }));
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { median: round(median), lowest: round(sorted[0]), highest: round(sorted.at(-1)) };
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
