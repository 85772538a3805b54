/**
 * Reads values of which nothing is known: a field that is missing or of another type becomes an empty value. So an
 * unknown Engine, or one that answers garbage, gives less, never an exception.
 */

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** The value below a path of names. */
export function below(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce(field, value);
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The names and values of an object; none of anything else. */
export function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list that are not empty. */
export function texts(value: unknown): string[] {
  return list(value).map(text).filter((each) => each !== '');
}

/** A count of bytes or seconds: never negative, never NaN. */
export function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Whole seconds since 1970 of a time as the daemon writes it, `2026-11-21T23:47:04.5Z`; 0 where it is none. */
export function seconds(value: unknown): number {
  return Math.max(0, Math.floor(Date.parse(text(value)) / 1_000) || 0);
}

/** By code unit: the same in every locale. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
