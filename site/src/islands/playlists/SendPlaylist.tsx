import { useState } from 'react';
import { Banner } from '../../components/Banner.tsx';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { sendPlaylist } from '../../data/queries/playlists.ts';
import type { Playlist, SentPlaylist } from '../../data/queries/playlists.ts';
import { formatInstant } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { NamedTracks } from './NamedTracks.tsx';

interface SendPlaylistProps {
  playlist: Playlist;
  onSent: () => void;
  reader: Reader;
}

/** Sends a playlist to the listener's ListenBrainz account, and says what went and what could not. */
export function SendPlaylist({ playlist, onSent, reader }: SendPlaylistProps) {
  const [open, setOpen] = useState(false);
  const [isPublic, setPublic] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [receipt, setReceipt] = useState<SentPlaylist | null>(null);

  const show = () => {
    setTrouble(null);
    setReceipt(null);
    setOpen(true);
  };
  const send = async () => {
    setBusy(true);
    const answer = await sendPlaylist(api, playlist.id, { public: isPublic, again: playlist.sent !== null });
    setBusy(false);
    setTrouble(answer.trouble);
    setReceipt(answer.data);
    if (answer.data !== null) onSent();
  };

  return (
    <>
      <Button look="quiet" disabled={playlist.trackCount === 0} onClick={show}>
        <Icon name="send" size={18} />
        <span>
          Send <span className="max-sm:sr-only">to ListenBrainz</span>
        </span>
      </Button>
      <Dialog
        open={open}
        title="Send to ListenBrainz"
        onClose={() => setOpen(false)}
        actions={
          receipt === null ? (
            <>
              <Button look="quiet" onClick={() => setOpen(false)}>
                Cancel
              </Button>
              {playlist.withoutMbid < playlist.trackCount && (
                <Button disabled={busy} onClick={() => void send()}>
                  {busy ? 'Sending…' : playlist.sent === null ? 'Send' : 'Send as a new one'}
                </Button>
              )}
            </>
          ) : (
            <Button onClick={() => setOpen(false)}>Done</Button>
          )
        }
      >
        <div className="space-y-4 text-sm">
          {trouble && <TroubleBanner trouble={trouble} />}
          {receipt === null ? (
            <Question playlist={playlist} isPublic={isPublic} onPublic={setPublic} reader={reader} />
          ) : (
            <Receipt receipt={receipt} reader={reader} />
          )}
        </div>
      </Dialog>
    </>
  );
}

interface QuestionProps {
  playlist: Playlist;
  isPublic: boolean;
  onPublic: (isPublic: boolean) => void;
  reader: Reader;
}

function Question({ playlist, isPublic, onPublic, reader }: QuestionProps) {
  const unknown = playlist.tracks.filter(({ inMusicBrainz }) => !inMusicBrainz);
  const { sent } = playlist;
  if (unknown.length === playlist.trackCount) {
    return (
      <p>MusicBrainz knows none of these tracks, and only those it knows can be sent. You can copy the list as text.</p>
    );
  }
  return (
    <>
      {sent !== null && (
        <p>
          It was sent on {formatInstant(sent.at, reader)}
          {sent.changedSince ? ', and its tracks have changed since' : ''}:{' '}
          <Address url={sent.url}>see it there</Address>. Sending it again makes a second playlist; the first one stays.
        </p>
      )}
      <p className="text-ink-soft">
        {plural(playlist.trackCount - unknown.length, 'track', reader)} will stand there as a playlist of yours. Only
        their names go out, no audio.
      </p>
      <Toggle
        label="Others may see it"
        hint="You can change this on ListenBrainz later."
        checked={isPublic}
        onChange={onPublic}
      />
      <NamedTracks
        tracks={unknown}
        title={
          unknown.length === 1
            ? 'MusicBrainz does not know one track; it cannot be sent.'
            : `MusicBrainz does not know ${unknown.length} tracks; they cannot be sent.`
        }
      />
    </>
  );
}

function Receipt({ receipt, reader }: { receipt: SentPlaylist; reader: Reader }) {
  return (
    <>
      <Banner tone="done" title={`${plural(receipt.sent, 'track', reader)} sent`}>
        <Address url={receipt.url}>See the playlist on ListenBrainz</Address>
      </Banner>
      <NamedTracks tracks={receipt.leftOut} title="Not sent, because MusicBrainz does not know them:" />
      {receipt.replaced !== null && (
        <p className="text-ink-soft">
          The one sent before is <Address url={receipt.replaced}>still there</Address>.
        </p>
      )}
    </>
  );
}

function Address({ url, children }: { url: string; children: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" className="font-medium text-accent underline underline-offset-2">
      {children}
    </a>
  );
}
