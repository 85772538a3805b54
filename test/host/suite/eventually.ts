/** Waiting for what another process does: by asking again, never by a fixed pause. */

/**
 * Asks until there is an answer.
 * @throws Error naming what was awaited, when `limitMs` have passed
 */
export async function eventually<T>(what: string, ask: () => T | undefined | PromiseLike<T | undefined>, limitMs = 30_000): Promise<T> {
  const limit = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > limit) throw new Error(`Not within ${limitMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
