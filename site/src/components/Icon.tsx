/** Line icons, drawn on a 24 by 24 grid. Decoration: the text beside them says the same. */
const PATHS = {
  overview: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  trajectory:
    'M5 19a1.8 1.8 0 1 0 0-.1zM6.3 17.6 10.5 11M11.4 9.5a1.8 1.8 0 1 0 0-.1zM13 10.6l4.4 2.6M20 6.2l-1.4 5.4M19 14.2a1.8 1.8 0 1 0 0-.1zM17.6 7.6 20 5.4l1.6 2.9',
  radar: 'M12 3l8.6 6.2-3.3 10.1H6.7L3.4 9.2zM12 7.6l4.6 3.2-2.6 4.4-4.6.4-1.6-4.6z',
  connect: 'M9 18V6l11-2v11M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 15a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  jobs: 'M12 3a9 9 0 1 0 9 9M12 7v5l3 2M16 3.9A9 9 0 0 1 20.1 8',
  moods: 'M3 9c3-4 6-4 9 0s6 4 9 0M3 15c3-4 6-4 9 0s6 4 9 0',
  outliers:
    'M5 17a1.6 1.6 0 1 0 0-.1zM9.5 19.5a1.6 1.6 0 1 0 0-.1zM9 14a1.6 1.6 0 1 0 0-.1zM17 6.5a2.6 2.6 0 1 0 0-.1zM12.5 12.5l2.6-3',
  mixtapes:
    'M3 6h18v12H3zM8 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM16 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 13.5h8M7 18l1.2-2h7.6L17 18',
  year: 'M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M8 14h2M14 14h2',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20.5 20.5',
  library: 'M4 4v16M8.5 4v16M13 4.6l4.4 15.2M20 20H4',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  playlist: 'M4 6h11M4 11h11M4 16h6M18 18V9l3 1.5M18 18a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  more: 'M5 12.6a.6.6 0 1 0 0-.1zM12 12.6a.6.6 0 1 0 0-.1zM19 12.6a.6.6 0 1 0 0-.1z',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  remove: 'M4 7h16M9.5 7V4h5v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  edit: 'M4 20h4L19.5 8.5a2.1 2.1 0 0 0-3-3L5 17zM14.5 7.5l3 3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  download: 'M12 4v12M7 11l5 5 5-5M4 20h16',
  send: 'M21 3 10 14M21 3l-6.5 18-4-7.5L3 9.5z',
  share:
    'M7 14.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM17 8a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 17 8zM17 20.4a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM9 11l6-3.8M9 13l6 3.8',
  shuffle:
    'M3 7h3.5c1.2 0 2.3.6 3 1.6l5 6.8c.7 1 1.8 1.6 3 1.6H21M3 17h3.5c1.2 0 2.3-.6 3-1.6M14.5 8.6c.7-1 1.8-1.6 3-1.6H21M18.5 4.5 21 7l-2.5 2.5M18.5 14.5 21 17l-2.5 2.5',
  signOut: 'M14 4h5v16h-5M10 8l-4 4 4 4M6.5 12H15',
  undo: 'M9 7 4 11.5 9 16M4.5 11.5H15a5 5 0 0 1 0 9.5h-3',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.7v.2',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  play: 'M8 5.5v13l10.5-6.5z',
  pause: 'M8.5 5.5v13M15.5 5.5v13',
  arrowUp: 'M5 14.5 12 8l7 6.5',
  arrowDown: 'M5 9.5 12 16l7-6.5',
  drag: 'M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12zM8.2 8.2h.01',
  track: 'M9 18V6l10-2v11M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6',
  keyboard: 'M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  filter: 'M4 6h16M7 12h10M10 18h4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  upload: 'M12 16V4M7 9l5-5 5 5M4 20h16',
  folder: 'M3 6h6l2 2h10v11H3z',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  check: 'M5 12.5 10 17l9-10',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3',
  arrowLeft: 'M14.5 5 8 12l6.5 7',
  arrowRight: 'M9.5 5 16 12l-6.5 7',
} as const;

export type IconName = keyof typeof PATHS;
export const ICON_NAMES = Object.keys(PATHS) as IconName[];

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
