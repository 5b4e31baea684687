import { useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/**
 * A value, handed on once the browser has painted what came with it: the pressed button first, the chart that it changes
 * a frame later. What is costly to draw takes it, so that a press is never answered late.
 */
export function useAfterPaint<Value>(value: Value): Value {
  const [painted, setPainted] = useState({ value });
  useEffect(() => (painted.value === value ? undefined : afterPaint(() => setPainted({ value }))), [value, painted]);
  return painted.value;
}
