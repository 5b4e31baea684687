interface NamedTracksProps {
  tracks: readonly { recordingId: string; title: string; artistCredit: string }[];
  /** What holds for them, in a sentence. */
  title: string;
}

/** Tracks for which something does not work, by name; nothing where there are none. */
export function NamedTracks({ tracks, title }: NamedTracksProps) {
  if (tracks.length === 0) return null;
  return (
    <div className="rounded-lg border border-warn/40 bg-warn-soft p-3">
      <p className="text-[13px] font-medium text-warn">{title}</p>
      <ul className="mt-1.5 max-h-36 space-y-0.5 overflow-y-auto text-[13px] text-ink-soft" tabIndex={0}>
        {tracks.map(({ recordingId, title: name, artistCredit }) => (
          <li key={recordingId} className="break-words">
            {artistCredit} – {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
