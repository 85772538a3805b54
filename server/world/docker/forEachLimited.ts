/** Runs `work` for every item, at most `limit` at a time, in order of start. Rejects with the first failure. */
export async function forEachLimited<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const remaining = items.values();
  const worker = async (): Promise<void> => {
    for (const item of remaining) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
