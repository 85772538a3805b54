const units = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** How long ago a moment was, both in seconds since 1970: `3 hours`. Empty where it is not told or lies in the future. */
export function ageWords(moment: number, now: number): string {
  const seconds = now - moment;
  if (moment <= 0 || seconds < 0) {
    return '';
  }
  const [unit, length] = units.find(([, one]) => seconds >= one) ?? ['second', 1];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
