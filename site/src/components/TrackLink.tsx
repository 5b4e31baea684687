interface TrackLinkProps {
  /** Null where the track has no page: then its name stands as text. */
  recordingId: string | null | undefined;
  title: string;
  className?: string;
}

/** A track's name, leading to its page. */
export function TrackLink({ recordingId, title, className = '' }: TrackLinkProps) {
  return recordingId == null ? (
    <span className={className}>{title}</span>
  ) : (
    <a href={`/tracks/${recordingId}`} className={`${LINK} ${className}`}>
      {title}
    </a>
  );
}

const LINK = 'rounded-sm underline-offset-4 hover:text-accent hover:underline';
