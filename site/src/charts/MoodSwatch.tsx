import { moodText } from './moods.ts';

/** A mood's colour beside its name. */
export function MoodSwatch({ mood }: { mood: string | null }) {
  return (
    <svg width="11" height="11" viewBox="0 0 11 11" aria-hidden="true" className="shrink-0">
      {mood === null ? (
        <>
          <rect width="11" height="11" rx="3" fill="var(--raised)" />
          <path d="M1 10 10 1M5 11l6-6M0 6l6-6" stroke="var(--unknown)" strokeWidth="1.5" />
        </>
      ) : (
        <rect width="11" height="11" rx="3" fill={`var(${moodText(mood).color})`} />
      )}
    </svg>
  );
}
