import { agoWords } from '../../../protocol/agoWords';

/** Two machines' clocks differ by so many seconds without anybody having set one wrong. */
const usualDifference = 300;

/** The last second that a date can be made of. */
const lastSecond = 8.64e12;

/**
 * A time as a fact: `3 hours ago (2026-11-21 20:14 UTC)`; undefined where it is not told.
 * @param seconds since 1970
 * @param now milliseconds since 1970
 */
export function timeWords(seconds: number, now: number): string | undefined {
  if (!(seconds > 0) || seconds > lastSecond) return undefined;
  const date = new Date(seconds * 1_000).toISOString().replace(/^(.+)T(\d\d:\d\d).*$/, '$1 $2 UTC');
  const ahead = seconds - now / 1_000;
  return ahead > usualDifference ? `in the future by the clock here (${date})` : `${agoWords(seconds, now)} (${date})`;
}

/** The age alone, for a sentence: `3 hours ago`; empty where it is not told or lies in the future. */
export function sentenceAge(seconds: number, now: number): string {
  return seconds > 0 && seconds <= now / 1_000 + usualDifference ? ` ${agoWords(seconds, now)}` : '';
}
