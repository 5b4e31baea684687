import { Card } from '../components/Card.tsx';

/** In the demo nothing is added: says how to start with one's own music, which lives apart from it. */
export function OwnMusicCommand() {
  return (
    <Card title="Start with your own music">
      <p className="text-sm">
        This is the demo, and nothing of yours goes into it. Stop it with Ctrl-C in its window, then start SideTrack
        with any of these:
      </p>
      <ul className="mt-3 space-y-2 rounded-lg bg-raised p-3 font-mono text-[13px]">
        {OPTIONS.map((option) => (
          <li key={option}>
            <code>
              npm run up -- <span className="sm:whitespace-nowrap">{option}</span>
            </code>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-ink-soft">
        They can be given together, and again later. The demo stays where it is:{' '}
        <code className="font-mono text-[13px] whitespace-nowrap">npm run up -- --demo</code> shows it again.
      </p>
    </Card>
  );
}

const OPTIONS = ['--listenbrainz YOUR_NAME', '--import listenbrainz_export.zip', '--audio ~/Music'];
