import { useEffect, useState } from 'react';
import { Banner } from '../../components/Banner.tsx';
import { buttonClass } from '../../components/Button.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { endLastfm } from '../../data/queries/settings.ts';

/** Where Last.fm sends a listener back to: ends what they began, or says why that did not work. */
export function LastfmReturn() {
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  useEffect(() => void end().then(setTrouble), []);

  return (
    <div className="max-w-xl space-y-4">
      {trouble ? (
        <TroubleBanner trouble={trouble} />
      ) : (
        <Banner tone="note" title="Last.fm is asked for your account…" />
      )}
      <a href="/settings#connections" className={buttonClass('quiet')}>
        Back to the settings
      </a>
    </div>
  );
}

/** Null where it worked, and the page of settings is on its way. */
async function end(): Promise<Trouble | null> {
  const query = new URLSearchParams(location.search);
  const [state, token] = [query.get('state') ?? '', query.get('token') ?? ''];
  // A token serves once: neither going back nor reloading shall try it again, nor the address be kept with it.
  history.replaceState(null, '', location.pathname);
  if (state === '' || token === '') return NOTHING_CAME;
  const answer = await endLastfm(api, { state, token });
  if (answer.data !== null) location.replace('/settings#connections');
  return answer.trouble;
}

const NOTHING_CAME: Trouble = {
  status: 400,
  title: 'Last.fm sent nothing along',
  detail: 'This page ends what “Connect Last.fm” in the settings begins, and the address lacks what belongs to it.',
  remedy: 'Begin in the settings.',
};
