/** Words that exclude each other more or less, and the sentence in which a model is asked for each. */
export interface WordGroup {
  readonly group: string;
  readonly prompt: (word: string) => string;
  readonly words: readonly string[];
}

/**
 * The words that a model of sound and language is asked about: tags of the table that can be heard. A track's shares of the words of a group
 * sum to 1.
 */
export const WORD_GROUPS: readonly WordGroup[] = [
  {
    group: 'genre',
    prompt: (word) => `This is a ${word} song.`,
    words:
      'rock|metal|punk|indie rock|pop|folk|country|blues|jazz|soul|funk|hip hop|rnb|reggae|latin|classical|soundtrack|ambient|techno|house|drum and bass|trance|dubstep|noise'.split(
        '|',
      ),
  },
  {
    group: 'mood',
    prompt: (word) => `This is ${word} music.`,
    words:
      'happy|sad|calm|energetic|aggressive|romantic|melancholy|dark|dreamy|epic|funny|groovy|hypnotic|tense|uplifting|lonely|angry|peaceful'.split(
        '|',
      ),
  },
  {
    group: 'sound',
    prompt: (word) => `The sound of ${word}.`,
    words:
      'piano|acoustic guitar|electric guitar|synth|strings|violin|cello|saxophone|trumpet|flute|organ|harp|drums|drum machine|female vocalists|male vocalists|choral|rap|spoken word|field recordings'.split(
        '|',
      ),
  },
];
