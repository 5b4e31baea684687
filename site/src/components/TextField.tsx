import type { InputHTMLAttributes, ReactNode } from 'react';
import { CONTROL, Field } from './Field.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string;
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value, and what to write instead. */
  error?: string | null | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** A labelled line of text with a hint. */
export function TextField({ label, labelHidden = false, hint, error, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} labelHidden={labelHidden} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={CONTROL}
          {...rest}
        />
      )}
    </Field>
  );
}
