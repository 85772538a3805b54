import type { ComposeScalarNode } from '../project/composeNode';

const decimal = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][-+]?\d+)?$/;
const hexadecimal = /^([-+]?)0[xX]([0-9a-fA-F]+)?(?:\.([0-9a-fA-F]*))?[pP]([-+]?\d+)$/;

/** A number as Compose reads it from text: `1e3`, `1_000`, `0x1p-2`, `inf`; undefined for anything else. Source: Go's `strconv.ParseFloat`. */
export function parseGoFloat(text: string): number | undefined {
  if (decimal.test(text)) return Number(text.replaceAll('_', ''));
  if (/^[-+]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return NaN;
  const match = hexadecimal.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = ''] = match;
  if (whole + fraction === '') return undefined;
  return (sign === '-' ? -1 : 1) * parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
}

/** A number with a fraction as Go prints it: `1e+07`, `0.25`. Source: Go's `strconv.FormatFloat` with `%g`. */
export function goFloatText(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (!Number.isFinite(value) || (power >= -4 && power < 6)) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** True for a whole number in decimal digits, as Go's `strconv.Atoi` takes it. */
export function isGoInteger(text: string): boolean {
  return /^[-+]?\d+$/.test(text);
}

/** A truth value that Compose reads from text; undefined for anything else. */
export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (['true', 'y', 'yes', 'on'].includes(lower)) return true;
  return ['false', 'n', 'no', 'off'].includes(lower) ? false : undefined;
}

/** True for a plain number that YAML does not read as a whole one: `80.5`, `1e2`, `080`. */
export function isFraction({ value, isPlain, written }: ComposeScalarNode): boolean {
  return isPlain && typeof value === 'number' && !/^[-+]?(?:0|[1-9]\d{0,18}|0[xX][0-9a-fA-F]+|0b[01]+|0o?[0-7]+)$/.test(written.replaceAll('_', ''));
}
