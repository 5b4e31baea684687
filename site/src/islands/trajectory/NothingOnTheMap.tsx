import { buttonClass } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';

/** There is no week to show, why, and what to do. */
export function NothingOnTheMap({ reason }: { reason: string | null }) {
  return (
    <EmptyState
      title="Your map is not drawn yet"
      reason={reason ?? 'It needs a few weeks of listening, and tracks with tags or audio.'}
      action={
        <a href="/connect" className={buttonClass()}>
          Add music
        </a>
      }
    />
  );
}
