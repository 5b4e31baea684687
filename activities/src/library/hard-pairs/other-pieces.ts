export type Words = readonly [artist: string, title: string, album: string | null, seconds: number | null];

/** Neighbours of a piece in its work, and the same piece played by others; of nearly the same length. */
export const OTHER_PIECES: readonly (readonly [same: boolean, heard: Words, file: Words])[] = [
  // Neighbours in the same work
  [
    false,
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Variatio 4 a 1 Clav.', null, 50],
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Variatio 5 a 1 ovvero 2 Clav.', null, 50],
  ],
  [
    false,
    ['Ludwig van Beethoven', 'Symphony No. 7 in A major, Op. 92: II. Allegretto', null, 486],
    ['Ludwig van Beethoven', 'Symphony No. 7 in A major, Op. 92: IV. Allegro con brio', null, 486],
  ],
  [
    false,
    ['Maurizio Pollini', '12 Études, Op. 10: No. 3', null, 222],
    ['Maurizio Pollini', '12 Études, Op. 25: No. 3', null, 222],
  ],
  [
    false,
    ['Maurizio Pollini', 'Nocturne in E-flat major, Op. 9 No. 2', null, 259],
    ['Maurizio Pollini', 'Nocturne in E-flat major, Op. 55 No. 2', null, 259],
  ],
  [
    false,
    ['Antonio Vivaldi', 'The Four Seasons, RV 269 "Spring": I. Allegro', null, 202],
    ['Antonio Vivaldi', 'The Four Seasons, RV 293 "Autumn": III. Allegro', null, 202],
  ],
  [
    false,
    ['Hilary Hahn', 'Partita No. 3 in E major, BWV 1006: III. Gavotte en rondeau', null, 170],
    ['Hilary Hahn', 'Partita No. 3 in E major, BWV 1006: I. Preludio', null, 170],
  ],
  [
    false,
    ['Yo-Yo Ma', 'Cello Suite No. 1 in G major, BWV 1007: I. Prélude', null, 145],
    ['Yo-Yo Ma', 'Cello Suite No. 2 in D minor, BWV 1008: I. Prélude', null, 145],
  ],
  [
    false,
    ['Mitsuko Uchida', 'Piano Sonata No. 11 in A major, K. 331: I. Andante grazioso', null, 212],
    ['Mitsuko Uchida', 'Piano Sonata No. 12 in F major, K. 332: I. Allegro', null, 212],
  ],
  [
    false,
    ['Igor Levit', 'Piano Sonata No. 14, Op. 27 No. 2: I. Adagio sostenuto', null, 340],
    ['Igor Levit', 'Piano Sonata No. 13, Op. 27 No. 1: I. Andante', null, 340],
  ],
  [false, ['Erik Satie', 'Gymnopédie No. 1', null, 190], ['Erik Satie', 'Gymnopédie No. 3', null, 190]],
  [false, ['Erik Satie', 'Gnossienne No. 1', null, 190], ['Erik Satie', 'Gymnopédie No. 1', null, 190]],
  [
    false,
    ['Kronos Quartet', 'String Quartet No. 8 in C minor, Op. 110: I. Largo', null, 290],
    ['Kronos Quartet', 'String Quartet No. 8 in C minor, Op. 110: IV. Largo', null, 290],
  ],
  [
    false,
    ['Claude Debussy', 'Préludes, Book 1, L. 117: No. 8, La fille aux cheveux de lin', null, 150],
    ['Claude Debussy', 'Préludes, Book 1, L. 117: No. 6, Des pas sur la neige', null, 151],
  ],
  [
    false,
    ['Johann Sebastian Bach', 'The Well-Tempered Clavier, Book I: Prelude in C major, BWV 846', null, 140],
    ['Johann Sebastian Bach', 'The Well-Tempered Clavier, Book I: Fugue in C major, BWV 846', null, 140],
  ],
  [
    false,
    ['Johann Sebastian Bach', 'The Well-Tempered Clavier, Book I: Prelude in C major, BWV 846', null, 140],
    ['Johann Sebastian Bach', 'The Well-Tempered Clavier, Book II: Prelude in C major, BWV 870', null, 140],
  ],
  [
    false,
    ['Kronos Quartet', 'String Quartet No. 2: I', null, 300],
    ['Kronos Quartet', 'String Quartet No. 2: II', null, 300],
  ],
  // The same work, played by others
  [
    false,
    ['Carlos Kleiber, Wiener Philharmoniker', 'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio', null, 443],
    [
      'Herbert von Karajan, Berliner Philharmoniker',
      'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio',
      null,
      441,
    ],
  ],
  [
    false,
    [
      'Ludwig van Beethoven',
      'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio',
      'Beethoven: 9 Symphonien (Karajan)',
      441,
    ],
    [
      'Ludwig van Beethoven',
      'Symphony No. 5 in C minor, Op. 67: I. Allegro con brio',
      'Beethoven: Symphonies 5 & 7 (Kleiber)',
      443,
    ],
  ],
  [
    false,
    ['Glenn Gould', 'Goldberg Variations, BWV 988: Variation 7', 'Goldberg Variations (1955)', 67],
    ['Murray Perahia', 'Goldberg Variations, BWV 988: Variation 7', 'Goldberg Variations', 68],
  ],
  [
    false,
    ['Wilhelm Kempff', 'Piano Sonata No. 14, Op. 27 No. 2: I. Adagio sostenuto', null, 340],
    ['Vladimir Ashkenazy', 'Piano Sonata No. 14, Op. 27 No. 2: I. Adagio sostenuto', null, 341],
  ],
  [
    false,
    ['Frédéric Chopin', 'Nocturne in E-flat major, Op. 9 No. 2', 'Chopin: Nocturnes (Rubinstein)', 266],
    ['Frédéric Chopin', 'Nocturne in E-flat major, Op. 9 No. 2', 'Chopin: Nocturnes (Pires)', 268],
  ],
  [
    false,
    ['Antonio Vivaldi', 'Violin Concerto in E major, RV 269 "Spring": I. Allegro', 'Four Seasons (I Musici)', 208],
    ['Antonio Vivaldi', 'Violin Concerto in E major, RV 269 "Spring": I. Allegro', 'Four Seasons (Janine Jansen)', 207],
  ],
  [
    false,
    ['Erik Satie', 'Gymnopédie No. 1', 'Satie (Ciccolini)', 190],
    ['Erik Satie', 'Gymnopédie No. 1', 'Satie (Thibaudet)', 188],
  ],
  [
    false,
    ['Claude Debussy', 'Clair de lune', 'Debussy (Pascal Rogé)', 306],
    ['Claude Debussy', 'Clair de lune', 'Debussy (Menahem Pressler)', 307],
  ],
  [
    false,
    ['Martha Argerich', 'Préludes, Op. 28: No. 4 in E minor', null, 116],
    ['Ivo Pogorelich', 'Préludes, Op. 28: No. 4 in E minor', null, 117],
  ],
];
