import type { Trouble } from '../data/answer.ts';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';

/** A problem that the API told of, with its remedy and, where it may help, another try. */
export function TroubleBanner({ trouble, onRetry }: { trouble: Trouble; onRetry?: () => void }) {
  return (
    <Banner
      tone="trouble"
      title={trouble.title}
      action={
        onRetry && (
          <Button look="quiet" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {trouble.detail} {trouble.remedy}
    </Banner>
  );
}
