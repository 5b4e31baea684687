/**
 * `sidetrack bench decode [FILE]`: decoding a track to samples by audio-decode, which SideTrack takes where there is no ffmpeg,
 * beside ffmpeg, each in a process of its own. Prints the median of five runs of each and their ratio (above 1: slower than ffmpeg).
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const json = process.argv.includes('--json');
const given = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const file = given ?? fileURLToPath(new URL('../sample/audio/battle.ogg', import.meta.url));
const decoder = fileURLToPath(new URL('../node_modules/audio-decode/audio-decode.js', import.meta.url));

const script = `import decode from ${JSON.stringify(decoder)}; import { readFileSync } from 'node:fs'; await decode(readFileSync(process.argv[1]));`;
const audioDecode = median(() => run(process.execPath, ['--input-type=module', '-e', script, file]));
const ffmpeg = median(() => run('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-y', '/dev/null']));
const result = { file, audioDecodeSeconds: audioDecode, ffmpegSeconds: ffmpeg, ratio: round(audioDecode / ffmpeg) };

if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
else
  process.stdout.write(
    `decode ${file}\n  audio-decode ${audioDecode} s\n  ffmpeg       ${ffmpeg} s\n  ratio        ${result.ratio}\n`,
  );

function run(program, args) {
  const began = performance.now();
  const { status, error, stderr } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) {
    process.stderr.write(`✗ ${program} failed: ${error?.message ?? stderr.trim()}\n`);
    process.exit(1);
  }
  return (performance.now() - began) / 1000;
}

function median(measure) {
  const seconds = Array.from({ length: 5 }, measure).sort((a, b) => a - b);
  return round(seconds[2]);
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
