import { OTHER_PIECES, type Words } from './other-pieces.ts';
import type { HardPair, Told } from './hard-pair.ts';

/** Movements of works, spelled by two sources. */
const ROWS: readonly (readonly [same: boolean, heard: Words, file: Words])[] = [
  [
    true,
    [
      'Ludwig van Beethoven',
      'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio',
      'Beethoven: Symphonies 5 & 7',
      443,
    ],
    [
      'Wiener Philharmoniker, Carlos Kleiber',
      'Symphony No.5 In C Minor, Op.67: 1. Allegro con brio',
      'Beethoven: Symphonies 5 & 7',
      443,
    ],
  ],
  [
    true,
    [
      'Ludwig van Beethoven; Carlos Kleiber, Wiener Philharmoniker',
      'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio',
      null,
      443,
    ],
    ['Carlos Kleiber', 'Beethoven: Symphony No. 5 - 1. Allegro con brio', null, 443.6],
  ],
  [
    true,
    [
      'Beethoven',
      'Piano Sonata No. 14 in C-sharp minor, Op. 27 No. 2 "Moonlight": I. Adagio sostenuto',
      'Beethoven: Sonatas (Kempff)',
      340,
    ],
    [
      'Wilhelm Kempff',
      'Beethoven: Piano Sonata No.14 In C Sharp Minor, Op.27 No.2 -"Moonlight" - 1. Adagio sostenuto',
      'Beethoven: Sonatas (Kempff)',
      341,
    ],
  ],
  [
    true,
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Aria', 'Bach: Goldberg Variations (1981)', 185],
    ['Glenn Gould', 'Bach: Goldberg Variations, BWV 988 - Aria', 'Bach: Goldberg Variations (1981)', 185.5],
  ],
  [
    true,
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Variatio 1 a 1 Clav.', null, 70],
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Variation 1', null, 70.8],
  ],
  [
    true,
    ['Hilary Hahn', 'Partita for Violin Solo No. 2 in D minor, BWV 1004: V. Ciaccona', 'Hilary Hahn Plays Bach', 1068],
    ['Hilary Hahn', 'Partita No.2 for solo violin, BWV1004: 5. Chaconne', 'Hilary Hahn Plays Bach', 1067],
  ],
  [
    true,
    ['Wolfgang Amadeus Mozart', 'Requiem in D minor, K. 626: III. Sequentia: Dies irae', 'Requiem (Herreweghe)', 106],
    [
      'Collegium Vocale Gent, Philippe Herreweghe',
      'Requiem, KV 626: Sequentia: Dies irae',
      'Requiem (Herreweghe)',
      106,
    ],
  ],
  [
    true,
    ['Mitsuko Uchida', 'Piano Sonata No. 11 in A major, K. 331: III. Alla turca', null, 212],
    ['Mitsuko Uchida', 'Mozart: Sonata No. 11 in A, K.331 "Alla Turca" - 3. Alla Turca (Allegretto)', null, 212.4],
  ],
  [
    true,
    ['Martha Argerich', 'Préludes, Op. 28: No. 15 in D-flat major "Raindrop"', 'Chopin: Preludes', 318],
    ['Martha Argerich', 'Chopin: 24 Preludes, Op.28 - 15. In D Flat Major ("Raindrop")', 'Chopin: Preludes', 318],
  ],
  [
    true,
    ['Maurizio Pollini', 'Nocturne in E-flat major, Op. 9 No. 2', null, 259],
    ['Pollini, Maurizio', 'Chopin: Nocturne No.2 In E Flat, Op.9 No.2', null, 259.7],
  ],
  [
    true,
    [
      'Antonio Vivaldi',
      'The Four Seasons: Violin Concerto in E major, RV 269 "Spring": I. Allegro',
      'Vivaldi: The Four Seasons (Carmignola)',
      202,
    ],
    [
      'Giuliano Carmignola, Venice Baroque Orchestra',
      'Le quattro stagioni, "La primavera" RV 269: I. Allegro',
      'Vivaldi: The Four Seasons (Carmignola)',
      202,
    ],
  ],
  [
    true,
    [
      'Berliner Philharmoniker, Herbert von Karajan',
      'Symphony No. 9 in E minor, Op. 95 "From the New World": II. Largo',
      null,
      729,
    ],
    [
      'Herbert von Karajan & Berliner Philharmoniker',
      'Dvořák: Symphony No.9 In E Minor, Op.95, B.178 "From The New World" - 2. Largo',
      null,
      729,
    ],
  ],
  [
    true,
    ['Yo-Yo Ma', 'Suite for Cello No. 1 in G major, BWV 1007: I. Prélude', 'Six Evolutions', 145],
    ['Yo-Yo Ma', 'Cello Suite No. 1 in G Major, BWV 1007: Prelude', 'Six Evolutions', 145.5],
  ],
  [
    true,
    [
      'Gustav Mahler',
      'Symphony No. 5 in C-sharp minor: IV. Adagietto. Sehr langsam',
      'Mahler: Symphony No. 5 (Bernstein)',
      675,
    ],
    [
      'Leonard Bernstein: Wiener Philharmoniker',
      'Mahler: Symphony No. 5 - 4. Adagietto (Sehr langsam)',
      'Mahler: Symphony No. 5 (Bernstein)',
      675,
    ],
  ],
  [
    true,
    ['Erik Satie', 'Gymnopédie No. 1', 'Satie: Piano Works (Ciccolini)', 190],
    ['Aldo Ciccolini', '3 Gymnopédies: No. 1, Lent et douloureux', 'Satie: Piano Works (Ciccolini)', 190],
  ],
  [
    true,
    ['Claude Debussy', 'Suite bergamasque, L. 75: III. Clair de lune', 'Debussy: Piano (Thibaudet)', 306],
    ['Jean-Yves Thibaudet', 'Suite bergamasque, L.75: 3. Clair de lune', 'Debussy: Piano (Thibaudet)', 306],
  ],
  [
    true,
    ['Sviatoslav Richter', 'Piano Sonata in B-flat major, D. 960: II. Andante sostenuto', null, 640],
    ['Sviatoslav Richter', 'Schubert: Piano Sonata No.21 in B flat, D.960 - 2. Andante sostenuto', null, 641],
  ],
  [
    true,
    ['Kronos Quartet', 'String Quartet No. 8 in C minor, Op. 110: II. Allegro molto', 'Black Angels', 157],
    ['Kronos Quartet', 'Quartet No. 8, op. 110: II Allegro molto', 'Black Angels', 157],
  ],
  [
    true,
    ['Johann Sebastian Bach', 'Mass in B minor, BWV 232: Kyrie eleison', 'Mass in B Minor (Gardiner)', 593],
    [
      'Monteverdi Choir, English Baroque Soloists, John Eliot Gardiner',
      'Mass in B Minor, BWV 232: I. Kyrie: No. 1, Kyrie eleison',
      'Mass in B Minor (Gardiner)',
      594,
    ],
  ],
  [
    true,
    ['Igor Levit', '32 Piano Sonatas, Op. 57 "Appassionata": I. Allegro assai', null, 560],
    ['Igor Levit', 'Piano Sonata No. 23 in F Minor, Op. 57 "Appassionata": I. Allegro assai', null, 560],
  ],
  [
    true,
    ['Arvo Pärt', 'Spiegel im Spiegel', 'Alina', 637],
    ['Vladimir Spivakov, Sergej Bezrodny', 'Spiegel im Spiegel', 'Alina', 637],
  ],
  [
    true,
    ['Murray Perahia', 'English Suite No. 2 in A minor, BWV 807: I. Prelude', null, 260],
    ['Murray Perahia', 'Bach, J.S.: English Suite No. 2 in A Minor, BWV 807: Prelude', null, 260],
  ],
];

export const CLASSICAL: readonly HardPair[] = [...ROWS, ...OTHER_PIECES].map(([same, heard, file]) => ({
  kind: 'classical',
  heard: toTold(heard),
  file: toTold(file),
  same,
}));

function toTold([artist, title, album, seconds]: Words): Told {
  return { artist, title, album, seconds };
}
