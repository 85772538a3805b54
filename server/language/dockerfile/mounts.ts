import type { Flag, Span } from './syntax';

/** One `key=value` of a RUN --mount. */
export interface MountOption {
  /** Lower case. */
  readonly key: string;
  readonly value: string | undefined;
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

/** The options of a `--mount` flag: comma-separated, a field may stand in double quotes (commands_runmount.go, csv). */
export function parseMountOptions(flag: Flag): MountOption[] {
  const value = flag.value ?? '';
  const start = flag.valueSpan?.start ?? flag.span.start;
  // Quotes are gone from `value`; positions hold only while nothing was removed before them.
  const exact = flag.valueSpan !== undefined && flag.valueSpan.end - flag.valueSpan.start === value.length;
  const options: MountOption[] = [];
  let position = 0;
  for (const text of value.split(',')) {
    const equals = text.indexOf('=');
    options.push({
      key: (equals < 0 ? text : text.slice(0, equals)).toLowerCase(),
      value: equals < 0 ? undefined : text.slice(equals + 1),
      text,
      span: exact ? { start: start + position, end: start + position + text.length } : (flag.valueSpan ?? flag.span),
    });
    position += text.length + 1;
  }
  return options;
}
