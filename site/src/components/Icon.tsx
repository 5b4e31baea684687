/** Line icons, drawn on a 24 by 24 grid. Decoration: the text beside them says the same. */
const PATHS = {
  overview: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  trajectory:
    'M5 19a1.8 1.8 0 1 0 0-.1zM6.3 17.6 10.5 11M11.4 9.5a1.8 1.8 0 1 0 0-.1zM13 10.6l4.4 2.6M20 6.2l-1.4 5.4M19 14.2a1.8 1.8 0 1 0 0-.1zM17.6 7.6 20 5.4l1.6 2.9',
  radar: 'M12 3l8.6 6.2-3.3 10.1H6.7L3.4 9.2zM12 7.6l4.6 3.2-2.6 4.4-4.6.4-1.6-4.6z',
  connect: 'M9 18V6l11-2v11M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM20 15a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  jobs: 'M12 3a9 9 0 1 0 9 9M12 7v5l3 2M16 3.9A9 9 0 0 1 20.1 8',
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
