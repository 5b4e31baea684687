import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { TextField } from '../components/TextField.tsx';
import { toAnswer } from '../data/answer.ts';
import type { Trouble } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { WayIn } from './WayIn.tsx';

/** Name a folder of this machine; its files are measured here and stay here. */
export function AddFolder({ onAdded, bare = false }: { onAdded: () => void; bare?: boolean }) {
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [added, setAdded] = useState<string | null>(null);

  const add = async () => {
    setBusy(true);
    const answer = await toAnswer(api.POST('/library/roots', { body: { path: path.trim() } }));
    setBusy(false);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setAdded(path.trim());
    setPath('');
    onAdded();
  };

  return (
    <WayIn
      bare={bare}
      icon="folder"
      title="Add a folder with your music"
      explanation="Files that you have listened to are found and measured on this machine. Audio never leaves it."
      trouble={trouble}
      outcome={
        added === null
          ? null
          : {
              tone: 'done',
              title: `${added} was added`,
              text: 'It is being looked through; measuring follows, file by file.',
            }
      }
      onSubmit={() => void add()}
    >
      <TextField
        label="Folder on this machine"
        value={path}
        onChange={setPath}
        required
        maxLength={4096}
        placeholder="/home/you/Music"
        hint="The full path, from the root."
      />
      <Button type="submit" disabled={busy} className="self-start">
        {busy ? 'Adding…' : 'Add'}
      </Button>
    </WayIn>
  );
}
