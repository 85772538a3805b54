/** Text that YAML reads as nothing. */
const nulls: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);
const integer = /^[-+]?(?:0x[0-9a-fA-F]+|0b[01]+|0o?[0-7]+|[0-9]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;
/** A day with or without a time of day, as go-yaml takes them without quotes. */
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2}))|(?: \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?))?$/;

/** What YAML takes a text without quotes for. Names are those of YAML's tags. */
export type ScalarKind = 'null' | 'bool' | 'int' | 'float' | 'timestamp' | 'str';

/** Source: go-yaml `resolve.go`. */
export function scalarKind(text: string): ScalarKind {
  if (isDate(text)) return 'timestamp';
  const value = scalarValue(text, undefined);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return integer.test(text.replaceAll('_', '')) ? 'int' : 'float';
}

/** True for a text of which go-yaml makes a time where it stands without quotes. */
export function isDate(text: string): boolean {
  return date.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
}

/**
 * What Compose's YAML reader (go-yaml 3 and 4, `resolve.go`) makes of a scalar without quotes: YAML 1.2 with octal numbers
 * of 1.1 and `_` in numbers; `yes` and `on` stay text. A tag such as `!!str` decides where there is one.
 */
export function scalarValue(text: string, tag: string | undefined): string | number | boolean | null {
  if (tag === 'tag:yaml.org,2002:str' || tag === 'tag:yaml.org,2002:binary') return text;
  if (nulls.has(text)) return null;
  return booleans.get(text) ?? numberOf(text) ?? text;
}

function numberOf(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  if (!/^[-+.0-9]/.test(text)) return undefined;
  if (integer.test(plain)) return integerOf(plain);
  // What no float can hold stays text.
  if (float.test(plain)) return Number.isFinite(Number(plain)) ? Number(plain) : undefined;
  const sign = infinity.exec(text)?.[1];
  if (sign !== undefined) return sign === '-' ? -Infinity : Infinity;
  return notANumber.test(text) ? NaN : undefined;
}

function integerOf(text: string): number {
  const [, sign, digits = ''] = /^([-+]?)(.*)$/.exec(text)!;
  const octal = /^0o?([0-7]+)$/.exec(digits)?.[1];
  const value = octal === undefined ? Number(digits) : parseInt(octal, 8);
  return sign === '-' ? -value : value;
}
