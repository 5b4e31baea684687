import { useEffect, useState } from 'react';
import { api } from '../data/browser-client.ts';
import { fetchNowPlaying } from '../data/queries/sources.ts';
import type { NowPlaying as Playing } from '../data/queries/sources.ts';
import { useEvent } from '../data/use-event.ts';
import { listenSourceName } from '../text/listen-source-text.ts';

const AGAIN_MILLISECONDS = 30_000;

/** What plays now, as far as anybody says so; nothing is shown where nothing plays. Asked again while the page is seen. */
export function NowPlaying() {
  const [playing, setPlaying] = useState<Playing | null>(null);
  const ask = useEvent(async () => {
    if (document.hidden) return;
    const { data } = await fetchNowPlaying(api);
    setPlaying(data?.[0] ?? null);
  });
  useEffect(() => {
    const again = () => void ask();
    again();
    const timer = setInterval(again, AGAIN_MILLISECONDS);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [ask]);

  return (
    <div aria-live="polite">
      {playing !== null && (
        <p className="mb-3 flex flex-wrap items-baseline gap-x-2 border-b border-line pb-3">
          <span className="text-xs font-medium text-accent">Playing now</span>
          <span className="min-w-0 font-medium break-words">{playing.trackName}</span>
          <span className="min-w-0 text-[13px] break-words text-ink-soft">{playing.artistName}</span>
          <span className="text-xs text-ink-faint sm:ml-auto">{listenSourceName(playing.source)}</span>
        </p>
      )}
    </div>
  );
}
