/** `1 file`, `3 files`. `plural` only where it is not `singular` + s. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  // A number that has no comma does without the locale's data, whose first use takes 20 ms.
  const written = Number.isInteger(amount) && amount < 1_000 ? String(amount) : amount.toLocaleString('en-US');
  return `${written} ${amount === 1 ? singular : plural}`;
}
