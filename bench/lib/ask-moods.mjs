import { readMoods } from '../../api/dist/moods/read-moods.js';
import { NEWEST } from './history.mjs';

/** Times `GET /dashboard/moods` below HTTP and its cache: the whole history, by source, by the most played artist and record label. */
export async function askMoods(db, { userId, measure, repeats }) {
  const ask = (filter) =>
    db.asUser(userId, (tx) => readMoods(tx, userId, { ...NONE, ...filter, now: new Date(NEWEST), settings: {} }));
  const { options } = await ask({});
  const [artist, label, source] = [options.artists[0].artist, options.labels[0].label, options.sources[0].source];
  const questions = [
    ['everything', {}],
    ['one source', { source }],
    ['one artist', { artist }],
    ['one record label', { label }],
    ['one record label and source', { label, source }],
  ];
  const answers = [];
  for (const [asked, filter] of questions) {
    const { plays } = await ask(filter);
    const runs = [];
    for (let i = 0; i < repeats; i++) runs.push(await measure(() => ask(filter)));
    answers.push({ asked: `${asked} (${plays} plays)`, runs });
  }
  return answers;
}

const NONE = { from: null, to: null, artist: null, label: null, source: null };
