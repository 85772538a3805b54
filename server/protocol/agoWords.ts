import { count } from './count';

const units = [
  [60, 'minute'],
  [3_600, 'hour'],
  [86_400, 'day'],
] as const;

/**
 * How long ago it is: `3 hours ago`, `just now` for less than a minute and for what lies in the future.
 * @param seconds since 1970
 * @param now milliseconds since 1970
 */
export function agoWords(seconds: number, now: number): string {
  const age = Math.max(0, Math.floor(now / 1_000) - seconds);
  const [length, unit] = units.findLast(([each]) => age >= each) ?? [];
  return length === undefined ? 'just now' : `${count(Math.floor(age / length), unit!)} ago`;
}
