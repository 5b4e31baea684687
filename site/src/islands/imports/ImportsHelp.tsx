import { Icon } from '../../components/Icon.tsx';

/** Where each service hands its listeners' history out. */
const PLACES: readonly { readonly name: string; readonly place: string; readonly href: string | null }[] = [
  { name: 'ListenBrainz', place: 'export your listens', href: 'https://listenbrainz.org/settings/export/' },
  { name: 'Spotify', place: 'ask for your extended history', href: 'https://www.spotify.com/account/privacy/' },
  { name: 'Last.fm', place: 'take all pages, CSV or JSON', href: 'https://lastfm.ghan.nl/export/' },
  { name: 'Maloja, Koito, Libre.fm, Pano Scrobbler', place: 'the file that they write', href: null },
  { name: 'SideTrack', place: 'Settings, Export everything', href: null },
  { name: 'Rockbox and other players', place: '.scrobbler.log', href: null },
];

/** What to put in, and what happens with it. */
export function ImportsHelp() {
  return (
    <aside aria-label="About imports" className="space-y-4 px-1 text-sm text-ink-soft">
      <div>
        <h2 className="font-medium text-ink">Where is my file?</h2>
        <ul className="mt-1 space-y-1">
          {PLACES.map(({ name, place, href }) => (
            <li key={name}>
              <span className="text-ink">{name}</span>: {href === null ? place : <Place href={href}>{place}</Place>}
            </li>
          ))}
        </ul>
        <p className="mt-1.5">A .zip is taken as it is.</p>
      </div>
      <div>
        <h2 className="font-medium text-ink">Twice does no harm</h2>
        <p className="mt-1">
          A play that is known already is counted once. If the connection breaks, only the rest is sent.
        </p>
      </div>
      <p>
        <a href="/connect" className="text-accent underline-offset-4 hover:underline">
          Connect an account or add a folder
        </a>
      </p>
    </aside>
  );
}

function Place({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      rel="noreferrer"
      target="_blank"
      className="inline-flex items-center gap-1 text-accent underline-offset-4 hover:underline"
    >
      {children}
      <Icon name="external" size={14} />
    </a>
  );
}
