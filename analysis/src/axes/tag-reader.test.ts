import { AXES, type Axis } from './axis.ts';
import { ALIASES } from './tag-aliases.ts';
import { FOREIGN_TAGS } from './tag-languages.ts';
import { isNoiseTag, nameTagFinder } from './tag-noise.ts';
import { readTag } from './tag-reader.ts';
import { TAG_ROWS } from './tag-rows/index.ts';
import { tagKey } from './tag-spellings.ts';
import { TAG_AXES } from './tag-table.ts';

const parts = (tag: string) =>
  readTag(tag)?.parts.map(({ tag: part, negated }) => (negated ? `not ${part}` : part)) ?? null;

describe('the table', () => {
  test('has every tag once, as it is looked up, within the axes, and speaks of something', () => {
    const tags = TAG_ROWS.map(([, [tag]]) => tag);
    expect(tags.filter((tag, i) => tags.indexOf(tag) !== i)).toEqual([]);
    expect(tags.filter((tag) => tagKey(tag) !== tag)).toEqual([]);
    expect(tags.filter(isNoiseTag)).toEqual([]);
    expect(tags.length).toBeGreaterThan(800);
    for (const [, [tag, ...values]] of TAG_ROWS) {
      expect([tag, values.length]).toEqual([tag, AXES.length]);
      expect([tag, values.some((value) => value !== null)]).toEqual([tag, true]);
      for (const value of values) expect([tag, value === null || (value > 0 && value < 1)]).toEqual([tag, true]);
    }
  });

  test('is what every other spelling and language leads to', () => {
    const astray = [...ALIASES, ...FOREIGN_TAGS].filter(
      ([spelling, tag]) => !TAG_AXES.has(tag) || TAG_AXES.has(spelling) || tagKey(spelling) !== tag,
    );
    expect(astray).toEqual([]);
  });
});

describe('tags that are not in the table', () => {
  test.each([
    ['sad indie folk', ['sad', 'indie folk']],
    ['female vocal trip hop', ['female vocalists', 'trip hop']],
    ['Dark Folk Metal', ['dark', 'folk metal']],
    ['Swedish indie pop', ['indie pop']],
    ['songs for the rain', ['rain']],
    ['shoe gaze', ['shoegaze']],
    ['Rock ’n’ Roll', ['rock and roll']],
    ['contemporary R&B', ['contemporary rnb']],
    ['1960s', ['60s']],
    ['música clásica', ['classical']],
    ['грустная', ['sad']],
    ['zygote metal', ['metal']],
  ])('%s is read as %j', (tag, read) => expect(parts(tag)).toEqual(read));

  test.each([
    ['Electornic', 'electronic'],
    ['melancolic', 'melancholy'],
    ['instrumantal', 'instrumental'],
    ['acustic', 'acoustic'],
    ['raggae', 'reggae'],
  ])('%s is taken for %s', (tag, meant) => expect(parts(tag)).toEqual([meant]));

  test.each([
    'mental',
    'metallic',
    'horse',
    'string theory',
    'lovers',
    'unmelodic',
    'Sting',
    'dead can dance',
    'not metal',
    'heavy rotation',
    'xyzzy',
    '',
  ])('%j says nothing', (tag) => expect(readTag(tag)).toBeNull());

  test('a kind of metal is no other word that begins like it', () => {
    expect(parts('metalcore')).toEqual(['metalcore']);
    expect(parts('metalcore revival')).toEqual(['metalcore']);
  });

  test('count for less the less of them is known', () => {
    const likeness = (tag: string) => readTag(tag)!.likeness;
    expect(likeness('indie folk')).toBe(1);
    expect(likeness('sad indie folk')).toBeLessThan(1);
    expect(likeness('quirkadelic sad indie folk')).toBeLessThan(likeness('sad indie folk'));
    expect(likeness('acustic')).toBeLessThan(1);
  });
});

describe('a tag that is turned round', () => {
  test.each([
    'no vocals',
    'non-vocal',
    'without vocals',
    'sin voz',
    'ohne Gesang',
    'sans paroles',
    'senza voce',
    'sem voz',
    'vocal free',
  ])('%s is instrumental', (tag) => expect(readTag(tag)!.says.instrumentalness).toBeGreaterThan(0.9));
  test.each(['non-instrumental', 'not instrumental', 'nicht instrumental', 'no instrumentals'])('%s is sung', (tag) =>
    expect(readTag(tag)!.says.instrumentalness).toBeLessThan(0.1),
  );
  test('says the opposite of what it is chiefly about, less strongly, and nothing else', () => {
    expect(Object.keys(readTag('not sad')!.says)).toEqual(['valence']);
    const valence = (tag: string) => readTag(tag)!.says.valence!;
    expect(valence('not sad')).toBeGreaterThan(0.6);
    expect(valence('not sad')).toBeLessThan(valence('happy'));
    expect(valence('not happy')).toBeLessThan(0.4);
    expect(valence('not happy')).toBeGreaterThan(valence('sad'));
    expect(readTag('not danceable')!.says.danceability).toBeLessThan(0.3);
    expect(readTag('sad but not slow')!.says.energy).toBeGreaterThan(readTag('sad')!.says.energy!);
  });
});

test.each([
  'seen live',
  'Favourites',
  'favorite songs',
  'spotify',
  '2007',
  '1999 hits',
  '5 stars',
  '4 of 5 stars',
  'albums I own',
  'my favourite sad songs',
  'top 100',
  'best of 2012',
  'songs i love',
  'heard on last.fm',
  'under 2000 listeners',
  'playlist',
  'mp3',
  'awesome',
  'overrated',
  'Daft Punk',
  'meine musik',
  '!!!',
  '10/10',
  'http://example.org',
])('%s is no evidence', (tag) => {
  expect(isNoiseTag(tagKey(tag))).toBe(true);
  expect(readTag(tag)).toBeNull();
});

test('a name is known with and without its article and in any spelling', () => {
  expect(nameTagFinder(['Smiths'])('the-smiths')).toBe(true);
  expect(nameTagFinder(['AC DC'])('AC/DC')).toBe(true);
  expect(nameTagFinder(['Sigur Rós'])('Sigur Ros')).toBe(true);
  expect(nameTagFinder(['The Rocks'])('rock')).toBe(false);
});

describe('opposites lie the right way round', () => {
  const orderings: Record<Axis, string> = {
    energy:
      'energetic>calm|aggressive>gentle|loud>quiet|intense>peaceful|metal>ambient|hardcore>lullaby|fast>slow|party>sleep|explosive>serene|punk>slowcore|workout>meditation|driving>mellow|grindcore>drone|rave>chillout|anthemic>intimate|gym>bedtime',
    valence:
      'happy>sad|cheerful>gloomy|joy>sorrow|optimistic>bleak|feel good>depressive|sunny>dark|uplifting>brooding|playful>menacing|hopeful>desperate|carefree>anxious|triumphant>tragic|sweet>angry|summer>winter|bubblegum pop>depressive black metal|merengue>fado|disco>doom metal|fun>somber',
    danceability:
      'danceable>contemplative|groovy>monotonous|house>drone|funk>funeral doom|disco>requiem|salsa>field recordings|techno>string quartet|samba>dark ambient|party>sleep|bouncy>mournful|afrobeats>gregorian chant',
    brightness:
      'bright>warm|crisp>muffled|treble>bassy|bright timbre>dark timbre|noise>dark ambient|chiptune>dub|hyperpop>doom metal|shrill>deep|ukulele>cello|bagpipes>baritone',
    pumpiness:
      'french house>folk|future bass>jazz|electro house>classical|sidechain>acoustic|big room>blues|hardstyle>country|pumping>solo piano|edm>choral',
    acousticness:
      'acoustic>electronic|unplugged>techno|solo piano>synth|string quartet>industrial metal|delta blues>electric blues|bluegrass>electropop|acoustic guitar>electric guitar|folk>folktronica|chamber folk>dubstep|harp>drum machine|gentle>distortion',
    instrumentalness:
      'instrumental>vocal|classical>rap|instrumental hip hop>hip hop|post rock>pop rock|ambient>singer songwriter|solo piano>piano ballad|film music>musical|concerto>opera|dark ambient>spoken word|study>karaoke|minimal techno>vocal trance',
  };
  const cases = Object.entries(orderings).flatMap(([axis, list]) =>
    list.split('|').map((pair) => [axis as Axis, ...(pair.split('>') as [string, string])] as const),
  );
  test('there are many', () => expect(cases.length).toBeGreaterThan(80));
  test.each(cases)('on %s, %s is above %s', (axis, more, less) =>
    expect(readTag(more)!.says[axis]!).toBeGreaterThan(readTag(less)!.says[axis]! + 0.05),
  );
});
