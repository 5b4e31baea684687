import { useState } from 'react';
import type { InputHTMLAttributes, InvalidEvent, ReactNode } from 'react';
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

/**
 * A labelled line of text with a hint. What the browser refuses of it is said below it, as every other error is, and not
 * in a bubble of the browser's own.
 */
export function TextField({
  label,
  labelHidden = false,
  hint,
  error = null,
  value,
  onChange,
  ...rest
}: TextFieldProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const refuse = (event: InvalidEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    event.preventDefault();
    setRefused(input.validity.valueMissing ? 'Please fill this in.' : input.validationMessage);
    if (input.form?.querySelector('input:invalid') === input) input.focus();
  };
  return (
    <Field label={label} labelHidden={labelHidden} hint={hint} error={error ?? refused}>
      {(control) => (
        <input
          {...control}
          value={value}
          onChange={(event) => {
            setRefused(null);
            onChange(event.target.value);
          }}
          onInvalid={refuse}
          autoComplete="off"
          spellCheck={false}
          className={CONTROL}
          {...rest}
        />
      )}
    </Field>
  );
}
