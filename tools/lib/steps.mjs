import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './places.mjs';

const timesFile = join(cacheDir, 'step-seconds.json');
const running = new Map();
const onTerminal = Boolean(process.stderr.isTTY);
let ticker;

/**
 * Runs a step and tells of it on stderr: that it began with a rough time, and how long it took. Steps may overlap. The rough time
 * is what the step took here before, else the estimate.
 * @param {{estimateSeconds: number, label?: (result: unknown) => string}} options label: the mark before its line, ✓ unless given
 */
export async function step(title, { estimateSeconds, label = () => '✓' }, work) {
  const began = Date.now();
  const expected = lastTimes()[title] ?? estimateSeconds;
  const entry = { began, expected, note: '' };
  running.set(title, entry);
  if (!onTerminal && expected >= 5) say(`… ${title} (about ${duration(expected)})`);
  ticker ??= setInterval(draw, onTerminal ? 250 : 30_000);
  try {
    const result = await work((note) => (entry.note = note));
    const seconds = (Date.now() - began) / 1000;
    say(`${label(result)} ${title} (${duration(seconds)})`);
    if (seconds >= 1) remember(title, seconds);
    return result;
  } finally {
    running.delete(title);
    if (running.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
      if (onTerminal) process.stderr.write('\r\x1b[K');
    }
  }
}

/** One line on stderr, above the line that is being redrawn. */
export function say(line) {
  process.stderr.write(onTerminal ? `\r\x1b[K${line}\n` : `${line}\n`);
}

/** "0.4 s", "12 s", "3 min 20 s" */
export function duration(seconds) {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function draw() {
  const lines = [...running].map(([title, { began, expected, note }]) => {
    const elapsed = (Date.now() - began) / 1000;
    const left = expected - elapsed;
    return `${title} ${duration(elapsed)}, ${left > 0 ? `about ${duration(left)} left` : 'longer than usual'}${note && `, ${note}`}`;
  });
  if (onTerminal) process.stderr.write(`\r\x1b[K… ${lines.join(' · ')}`.slice(0, (process.stderr.columns ?? 80) + 3));
  else for (const line of lines) say(`  … ${line}`);
}

function lastTimes() {
  try {
    return JSON.parse(readFileSync(timesFile, 'utf8'));
  } catch {
    return {};
  }
}

function remember(title, seconds) {
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(timesFile, JSON.stringify({ ...lastTimes(), [title]: Math.round(seconds * 10) / 10 }));
}
