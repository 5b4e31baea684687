/** A thin bar at the top from a press on a link of this site until its page comes. Quick pages never show it. */
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target !== '' || link.hasAttribute('download') || !leads(link)) return;
  const bar = document.createElement('div');
  bar.className = 'loading-bar';
  document.body.append(bar);
});

// A page that comes back from the browser's memory comes back as it was left.
addEventListener('pageshow', () => document.querySelectorAll('.loading-bar').forEach((bar) => bar.remove()));

function leads(link: HTMLAnchorElement): boolean {
  return (
    link.origin === location.origin && `${link.pathname}${link.search}` !== `${location.pathname}${location.search}`
  );
}
