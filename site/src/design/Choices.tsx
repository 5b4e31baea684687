import { useState } from 'react';
import { Card } from '../components/Card.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { CONTROL, Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { Select } from '../components/Select.tsx';
import { TextField } from '../components/TextField.tsx';
import { Toggle } from '../components/Toggle.tsx';

const SPACES = [
  { value: 'audio', name: 'Audio' },
  { value: 'tag', name: 'Tags' },
  { value: 'none', name: 'Neither', disabled: true },
] as const;

/** Whatever a listener chooses or writes. */
export function Choices() {
  const [name, setName] = useState('');
  const [space, setSpace] = useState<'audio' | 'tag' | 'none'>('audio');
  const [on, setOn] = useState(true);
  const [checked, setChecked] = useState(false);
  return (
    <Card title="Fields and choices">
      <div className="grid gap-6 md:grid-cols-2">
        <div className="space-y-4">
          <TextField
            label="Name"
            hint="As it stands on your profile."
            placeholder="rob"
            value={name}
            onChange={setName}
          />
          <TextField
            label="With an error"
            error="A name has no spaces. Write it as it stands in the address."
            value="a name"
            onChange={() => undefined}
          />
          <Field label="Another control" hint="Field ties a label, a hint and an error to any control.">
            {(control) => <input {...control} type="date" className={CONTROL} />}
          </Field>
        </div>
        <div className="space-y-5">
          <Select
            label="Week"
            options={[
              { value: '2026-W47', name: 'Week 47' },
              { value: '2026-W46', name: 'Week 46' },
            ]}
            value="2026-W47"
            onChange={() => undefined}
          />
          <Segmented label="Space" choices={SPACES} value={space} onChange={setSpace} />
          <Toggle label="Measure stems" hint="Takes about four times as long." checked={on} onChange={setOn} />
          <Toggle label="Not here" hint="No GPU was found." checked={false} onChange={() => undefined} disabled />
          <Checkbox label="Show my name" checked={checked} onChange={setChecked} />
        </div>
      </div>
    </Card>
  );
}
