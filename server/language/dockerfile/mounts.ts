import type { Flag, Instruction, Span } from './syntax';

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

/** True where a mount shows files from elsewhere, or may: `bind`, what only a variable names, a cache that starts from an image. */
export function bindsFiles({ flags }: Instruction): boolean {
  return flags.some((flag) => {
    if (flag.name !== 'mount') return false;
    const options = new Map(parseMountOptions(flag).map(({ key, value }) => [key, value]));
    const type = options.get('type') ?? 'bind';
    return type === 'bind' || type.includes('$') || options.has('from');
  });
}
