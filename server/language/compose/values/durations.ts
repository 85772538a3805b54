const units: Readonly<Record<string, number>> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1, us: 0.001, 'µs': 0.001, 'μs': 0.001, ns: 0.000_001 };
/** 2^63 nanoseconds, some 292 years. */
const longest = 9_223_372_036_854.775807;

/**
 * Milliseconds of a duration such as `1m30s`, `1.5h` or `0`; undefined for what Compose rejects: a number needs a unit.
 * Source: Compose Specification "Specifying durations"; go-str2duration, which compose-go uses.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ms|us|µs|μs|ns|w|d|h|m|s))+)$/.exec(text);
  if (!match) return /^[-+]?0$/.test(text) ? 0 : undefined;
  const parts = match[2]!.matchAll(/(\d+\.?\d*|\.\d+)(ms|us|µs|μs|ns|w|d|h|m|s)/g);
  const total = [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit!]!, 0);
  if (total > longest) return undefined;
  return match[1] === '-' ? -total : total;
}
