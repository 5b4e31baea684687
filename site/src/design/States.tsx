import { Banner } from '../components/Banner.tsx';
import { Button } from '../components/Button.tsx';
import { Card } from '../components/Card.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { Pending } from '../components/Pending.tsx';
import { Progress } from '../components/Progress.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import { NO_ANSWER } from '../data/answer.ts';
import type { Reader } from '../text/format.ts';

/** Nothing yet, on its way, in progress, gone wrong. */
export function States({ reader }: { reader: Reader }) {
  return (
    <>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <Card title="On its way">
          <SkeletonRows rows={3} />
        </Card>
        <Pending busy>
          <Card title="On its way again, for longer than a glance">
            <p className="text-sm text-ink-soft">What was there stays, and can be read.</p>
          </Card>
        </Pending>
        <Card title="In progress">
          <div className="space-y-4">
            <Progress
              name="Measure audio"
              state="running"
              progress={{ done: 38, total: 120, unit: 'files', secondsLeft: 380, message: null }}
              reader={reader}
            />
            <Progress name="Import a file" state="running" progress={null} reader={reader} />
            <Progress name="Draw the map" state="queued" progress={null} reader={reader} />
          </div>
        </Card>
      </div>
      <Banner tone="note" title="Under way">
        Neither good nor bad yet.
      </Banner>
      <Banner tone="done" title="Imported">
        1,204 listens, 3 skipped.
      </Banner>
      <Banner tone="warning" title="ListenBrainz asks to wait">
        It is asked again in two minutes.
      </Banner>
      <TroubleBanner trouble={NO_ANSWER} onRetry={() => undefined} />
      <EmptyState
        title="No playlists yet"
        reason="Make a mixtape of a week and keep it, or add tracks from any list."
        action={<Button>Make a mixtape</Button>}
      />
    </>
  );
}
