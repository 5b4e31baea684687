import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { showToast } from '../../components/toast.ts';
import { asPlainText } from '../../text/playlist-text.ts';
import type { FlowTrack } from '../../text/playlist-text.ts';

/** Copies the track list as text, to paste into a message. */
export function CopyList({ name, tracks }: { name: string; tracks: readonly FlowTrack[] }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(asPlainText(name, tracks));
      showToast('The track list is copied. Paste it wherever you like.');
    } catch {
      showToast('The browser did not allow copying.', { tone: 'trouble' });
    }
  };
  return (
    <Button look="quiet" disabled={tracks.length === 0} onClick={() => void copy()}>
      <Icon name="copy" size={18} />
      Copy as text
    </Button>
  );
}
