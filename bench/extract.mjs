/**
 * `sidetrack bench extract [--json] [--files FILE,…] [--repeats N] [--only NAME,…]`: measuring a track, beside the peers in Python, on
 * the same files (3 minutes of 44.1 kHz stereo as MP3, Ogg Vorbis and FLAC) and one core each, one after the other and again.
 *
 * Every one is a process that runs already and has measured each of the files before, so that imports and compilations are not counted; of
 * the project also the command for one file from nothing, and ffmpeg decoding alone. Processor seconds count all processes that it starts (ffmpeg).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { coldProject, decoder, machine, startPeer, startProject } from './lib/contestants.mjs';
import { ensureMusic } from './lib/music.mjs';
import { ensurePeers } from './lib/peers.mjs';
import { table } from './lib/report.mjs';
import { ratioTo, shares, summarise } from './lib/summary.mjs';

const PEERS = [
  { name: 'python-stack', title: 'librosa + musicnn in Python', script: 'whole_stack.py' },
  { name: 'librosa', title: 'librosa alone', script: 'librosa_set.py' },
  { name: 'essentia', title: "essentia's MusicExtractor", script: 'essentia_set.py' },
];
const OTHERS = ['sidetrack', 'sidetrack-cold', 'ffmpeg'];

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    files: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    only: { type: 'string' },
    models: { type: 'string', default: 'musicnn-msd' },
  },
});

await main(async () => {
  const files = values.files ? values.files.split(',').map((file) => resolve(file)) : ensureMusic();
  const repeats = Number(values.repeats);
  if (!(repeats >= 1)) throw new Error('--repeats takes a number from 1 on.');
  const wanted = values.only?.split(',') ?? [...OTHERS, ...PEERS.map(({ name }) => name)];
  const contestants = await start(wanted);
  try {
    const runs = await race(contestants, files, repeats);
    const result = report(contestants, files, repeats, runs);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table(result));
  } finally {
    for (const { close } of contestants) close();
  }
});

async function start(wanted) {
  const unknown = wanted.find((name) => !OTHERS.includes(name) && !PEERS.some((peer) => peer.name === name));
  if (unknown)
    throw new Error(
      `There is no ${unknown} to measure: there is ${[...OTHERS, ...PEERS.map(({ name }) => name)].join(', ')}.`,
    );
  const peers = PEERS.filter(({ name }) => wanted.includes(name));
  const python = peers.length > 0 ? await ensurePeers() : undefined;
  return [
    ...(wanted.includes('sidetrack') ? [await startProject(values.models.split(',').filter(Boolean))] : []),
    ...(wanted.includes('sidetrack-cold') ? [coldProject()] : []),
    ...(wanted.includes('ffmpeg') ? [decoder()] : []),
    ...(await Promise.all(peers.map((peer) => startPeer({ ...peer, python })))),
  ];
}

/** All of them on a file before the next file, and all files before the next time, so that a slow minute is everyone's. */
async function race(contestants, files, repeats) {
  const rounds = (repeats + 1) * files.length * contestants.length;
  return step('measuring', { estimateSeconds: rounds * 8 }, async (note) => {
    const runs = [];
    for (const file of files) for (const { measure } of contestants) await measure(file);
    for (let repeat = 0; repeat < repeats; repeat++)
      for (const file of files)
        for (const { name, measure } of contestants) {
          note(`round ${repeat + 1} of ${repeats}: ${name}`);
          runs.push({ name, file, repeat, ...(await measure(file)) });
        }
    return runs;
  });
}

function report(contestants, files, repeats, runs) {
  const of = (name) => runs.filter((run) => run.name === name);
  const project = of('sidetrack');
  return {
    machine: machine(),
    files,
    repeats,
    contestants: contestants.map(({ name, title }) => ({
      name,
      title,
      ...summarise(of(name)),
      timesSideTrack: project.length > 0 ? ratioTo(project, of(name)) : undefined,
    })),
    stages: shares(project),
    runs,
  };
}
