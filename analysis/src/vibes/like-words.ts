/** Words that say so much the same that a sentence needs one of them. In the form of `tagKey`. */
// prettier-ignore
const ALIKE: readonly string[] = [
  'calm|peaceful|serene|tranquil|relaxing|soothing|gentle|quiet|soft|mellow|chill|chillout|laid back|easy listening|lounge|smooth',
  'sad|melancholy|sorrow|somber|mournful|depressive|heartbreak|lonely|crying|gloomy|bleak|grief|wistful|bittersweet',
  'happy|cheerful|joy|feel good|fun|upbeat|carefree|sunny|playful|optimistic|bouncy',
  'angry|aggressive|furious|violent|brutal|intense|hard|heavy',
  'energetic|driving|powerful|exciting|explosive|anthemic|workout|gym|running',
  'dark|gloomy|brooding|ominous|menacing|sinister|evil|bleak|haunting|eerie|creepy|scary|spooky',
  'dreamy|ethereal|atmospheric|hypnotic|spacey|airy|surreal|trippy',
  'romantic|love|romance|sensual|sexy|sultry|tender|intimate',
  'beautiful|pretty|lovely|elegant|delicate|sweet|cute',
  'dance|danceable|club|party|edm|groovy|pregame',
  'electronic|electronica|electro',
  'hip hop|rap|urban',
  'rnb|contemporary rnb|soul|neo soul',
  'indie|indie rock|indie pop|alternative|alternative rock|college rock',
  'female vocalists|male vocalists|vocal',
  'classical|orchestral|symphony|chamber music|contemporary classical',
  'soundtrack|score|film music|library music',
  'acoustic|unplugged|acoustic guitar|folk|singer songwriter|contemporary folk',
  'punk|punk rock|hardcore punk',
  'sleep|bedtime|lullaby|meditation|meditative|yoga|spa',
  'study|focus|concentration|background',
  'night|late night|evening',
  'progressive rock|art rock',
  'psychedelic|psychedelic rock|acid rock|space rock',
  'ambient|drone|dark ambient|new age',
];

const GROUPS: ReadonlyMap<string, readonly number[]> = groupsOf(ALIKE.map((words) => words.split('|')));

/** Whether one of two words is enough: the same kind of word, or one within the other ("rock", "indie rock"). */
export function areAlike(one: string, other: string): boolean {
  const groups = GROUPS.get(one) ?? [];
  if (GROUPS.get(other)?.some((group) => groups.includes(group)) === true) return true;
  const [ofOne, ofOther] = [one.split(' '), other.split(' ')];
  return ofOne.every((word) => ofOther.includes(word)) || ofOther.every((word) => ofOne.includes(word));
}

function groupsOf(groups: readonly (readonly string[])[]): Map<string, number[]> {
  const byWord = new Map<string, number[]>();
  groups.forEach((words, group) => {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), group]);
  });
  return byWord;
}
