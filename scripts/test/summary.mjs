/** The end of `npm test`: one line for each suite, what failed, and the line with the counts. */

/** @returns {{ passed: number, failed: number, skipped: number }} the sums over all suites */
export function total(results) {
  const sums = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results.values()) for (const key of Object.keys(sums)) sums[key] += result[key];
  return sums;
}

/** @param {ReadonlyMap<string, import('../suites/results.mjs').SuiteResult>} results by suite */
export function printSummary(results, skippedIsFailure) {
  console.log('\n── Summary ──');
  for (const [name, result] of results) {
    console.log(`  ${name}: ${counts(result)}`);
    for (const title of result.failures ?? []) console.log(`    failed: ${title}`);
    if (result.reason) console.log(`    skipped: ${result.reason}`);
  }
  const sums = total(results);
  if (skippedIsFailure && sums.skipped > 0) console.log('  With CI=true what is skipped is a failure.');
  console.log(counts(sums));
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
