/** How a mood is called, what it is, and its colour. */
export interface MoodText {
  mood: string;
  name: string;
  /** The region of the axes in words. */
  meaning: string;
  /** A token of styles/global.css. */
  color: `--mood-${string}`;
}

/**
 * The moods from calm to energetic, as they are stacked: neighbours differ most in lightness, so that the colours stay apart
 * with any colour vision (moods.test.ts).
 */
export const MOODS: readonly MoodText[] = [
  { mood: 'melancholic', name: 'Melancholic', meaning: 'calm and sad', color: '--mood-melancholic' },
  { mood: 'peaceful', name: 'Peaceful', meaning: 'calm and happy', color: '--mood-peaceful' },
  { mood: 'balanced', name: 'Balanced', meaning: 'in the middle of both', color: '--mood-balanced' },
  { mood: 'intense', name: 'Intense', meaning: 'energetic and sad', color: '--mood-intense' },
  { mood: 'driving', name: 'Driving', meaning: 'energetic, sad and danceable', color: '--mood-driving' },
  { mood: 'upbeat', name: 'Upbeat', meaning: 'energetic and happy', color: '--mood-upbeat' },
  { mood: 'party', name: 'Party', meaning: 'energetic, happy and danceable', color: '--mood-party' },
];

/** The plays whose track has no mood: drawn above the moods, hatched, in the colour of what is not known. */
export const WITHOUT_MOOD = { mood: 'unknown', name: 'Without a mood', meaning: 'tracks that are not scored yet' };

/** What is told of a mood; one that this page does not know yet goes by its own word. */
export function moodText(mood: string): MoodText {
  return (
    MOODS.find((known) => known.mood === mood) ?? {
      mood,
      name: mood.charAt(0).toUpperCase() + mood.slice(1),
      meaning: '',
      color: '--mood-balanced',
    }
  );
}
