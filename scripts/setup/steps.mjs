/** Steps of a set-up: silent while quick, with progress when they take over a second, and with a remedy when they fail. */

/** A step that failed, with the command or action that mends it. */
export class StepFailure extends Error {
  /**
   * @param {string} title what was being done
   * @param {string} reason what went wrong
   * @param {string | undefined} remedy what to do now
   */
  constructor(title, reason, remedy) {
    super(reason);
    this.title = title;
    this.remedy = remedy;
  }
}

/**
 * Runs one step. After a second it says that it runs, every ten seconds that it still runs, and at the end how long it took.
 * @template T
 * @param {string} title what is done, as the user would say it: `Install the dependencies`
 * @param {() => T | Promise<T>} action
 * @param {{ remedy?: string }} [options] remedy: the command that mends a failure
 * @returns {Promise<T>}
 * @throws {StepFailure}
 */
export async function step(title, action, options = {}) {
  const started = Date.now();
  let shown = false;
  const announce = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(shown ? `    ${title}: still at it, ${seconds} s\n` : `  … ${title}\n`);
    shown = true;
  };
  const first = setTimeout(announce, 1000);
  const again = setInterval(announce, 10_000);
  try {
    const result = await action();
    if (shown) process.stderr.write(`  ✓ ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    throw new StepFailure(title, error instanceof Error ? error.message : String(error), options.remedy);
  } finally {
    clearTimeout(first);
    clearInterval(again);
  }
}

/** Prints why a script cannot go on, without a stack trace where a step already says it in words. */
export function reportFailure(error) {
  if (error instanceof StepFailure) {
    process.stderr.write(`  ✗ ${error.title} failed.\n${indent(error.message)}\n`);
    if (error.remedy) process.stderr.write(`    What mends it: ${error.remedy}\n`);
  } else {
    process.stderr.write(`  ✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

function indent(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
