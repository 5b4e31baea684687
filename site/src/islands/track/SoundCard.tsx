import type { ReactNode } from 'react';
import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import type { Track, TrackSound } from '../../data/queries/tracks.ts';
import { formatDecimal, formatShare, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeAudio, describeKey, describeTempo } from '../../text/track-text.ts';

/** What was measured in the listener's file: tempo and key with how sure they are, and the level; or why nothing was. */
export function SoundCard({ track, reader }: { track: Track; reader: Reader }) {
  const absence = describeAudio(track.audio);
  return (
    <Card title="Sound">
      {absence === null ? (
        track.sound && <Facts sound={track.sound} reader={reader} />
      ) : (
        <div className="text-sm">
          <p className="font-medium">{absence.title}</p>
          <p className="mt-1 text-ink-soft">{absence.text}</p>
          <p className="mt-3">
            <a href={track.audio.state === 'waiting' ? '/jobs' : '/library'} className={buttonClass('quiet', 'small')}>
              {track.audio.state === 'waiting' ? 'See the work in progress' : 'Go to your library'}
            </a>
          </p>
        </div>
      )}
    </Card>
  );
}

function Facts({ sound, reader }: { sound: TrackSound; reader: Reader }) {
  const tempo = describeTempo(sound.tempo, reader);
  const key = describeKey(sound.key);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4">
      <Fact name="Tempo" value={tempo?.value} note={tempo?.note ?? 'no beat was found'}>
        {sound.tempo !== null && <Chance of={sound.tempo.confidence} reader={reader} />}
      </Fact>
      <Fact name="Key" value={key?.value} note={key?.note ?? 'no key was found'}>
        {sound.key !== null && <Chance of={sound.key.confidence} reader={reader} />}
      </Fact>
      <Fact
        name="Loudness"
        value={sound.loudnessLufs === null ? undefined : `${formatDecimal(sound.loudnessLufs, reader, 1)} LUFS`}
        note={sound.loudnessLufs === null ? 'nothing to be heard' : 'over the whole track'}
      />
      <Fact
        name="Dynamics"
        value={sound.dynamicRangeDb === null ? undefined : `${formatDecimal(sound.dynamicRangeDb, reader, 1)} dB`}
        note="from soft to loud"
      />
    </dl>
  );
}

interface FactProps {
  name: string;
  value: string | undefined;
  note: string;
  children?: ReactNode;
}

function Fact({ name, value, note, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd>
        <span
          className={`block text-lg leading-snug font-semibold tabular ${value === 'unsure' ? 'text-ink-soft' : ''}`}
        >
          {value ?? UNKNOWN}
        </span>
        <span className="block text-xs text-ink-soft">{note}</span>
        {children}
      </dd>
    </div>
  );
}

function Chance({ of, reader }: { of: number; reader: Reader }) {
  return <span className="block text-xs text-ink-faint tabular">{formatShare(of, reader)} likely right</span>;
}
