import { Card } from '../components/Card.tsx';

/** In the demo nothing is added: says how to start with one's own music, which lives apart from it. */
export function OwnMusicCommand() {
  return (
    <Card title="Start with your own music">
      <p className="text-sm">
        This is the demo, and nothing of yours goes into it. Stop it with Ctrl-C in its window, then start SideTrack
        with any of these:
      </p>
      <pre className="mt-3 overflow-x-auto rounded-lg bg-raised p-3 text-sm">
        {`npm run up -- --listenbrainz YOUR_NAME\nnpm run up -- --import listenbrainz_export.zip\nnpm run up -- --audio ~/Music`}
      </pre>
      <p className="mt-3 text-sm text-ink-soft">
        They can be given together, and again later. The demo stays where it is: npm run up -- --demo shows it again.
      </p>
    </Card>
  );
}
