interface ArtistLinkProps {
  /** Null where the artist is known by name only: then the name stands as text. */
  artistId: string | null | undefined;
  name: string;
  className?: string;
}

/** An artist's name, leading to their page. */
export function ArtistLink({ artistId, name, className = '' }: ArtistLinkProps) {
  return artistId == null ? (
    <span className={className}>{name}</span>
  ) : (
    <a href={`/artists/${artistId}`} className={`${LINK} ${className}`}>
      {name}
    </a>
  );
}

const LINK = 'rounded-sm underline-offset-4 hover:text-accent hover:underline';
