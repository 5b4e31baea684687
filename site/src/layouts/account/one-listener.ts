/**
 * Keeps the tabs of a browser with one listener: whoever signs out or changes accounts in one of them does so in all. A page
 * tells whose it is when it opens; one that is another's, or nobody's any more, loads itself again.
 */
const own = document.documentElement.dataset['listener'] ?? '';
const channel = new BroadcastChannel('sidetrack-listener');

channel.addEventListener('message', ({ data }) => {
  if (data !== own) location.reload();
});
channel.postMessage(own);

// A page that the browser kept for the way back may be that of somebody who has signed out since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

// Whoever was signed out from elsewhere, or by the time that has passed, is asked to sign in when they come back to the tab.
document.addEventListener('visibilitychange', () => {
  if (document.hidden || own === '') return;
  fetch('/api/v1/jobs', { method: 'HEAD' }).then(
    ({ status }) => {
      if (status === 401) location.reload();
    },
    () => undefined,
  );
});
