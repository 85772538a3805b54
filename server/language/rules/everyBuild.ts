import type { CheckResult } from '../languageService';
import type { Finding, Fix } from './rule';

/**
 * What holds in every one of several builds of one Dockerfile, which may have other contexts, targets and arguments. A
 * finding counts where all of them have it, with the fixes that are the same in all of them.
 * @param results one for each build, at least one; ignore files are only compared where `shareContext` says that it is one.
 */
export function holdsInEveryBuild(results: readonly CheckResult[], shareContext: boolean): CheckResult {
  const [first, ...others] = results;
  if (!first || others.length === 0) return first ?? { findings: [], ignoreFileFindings: [], failures: [] };
  const ignoreFileFindings = shareContext ? inAll(first.ignoreFileFindings, others.map((result) => result.ignoreFileFindings)) : [];
  return { findings: inAll(first.findings, others.map(({ findings }) => findings)), ignoreFileFindings, failures: results.flatMap(({ failures }) => failures) };
}

function inAll(findings: readonly Finding[], others: readonly (readonly Finding[])[]): readonly Finding[] {
  const known = others.map((list) => new Map(list.map((finding) => [placeOf(finding), finding])));
  return findings.flatMap((finding) => {
    const same = known.map((list) => list.get(placeOf(finding)));
    if (same.includes(undefined)) return [];
    return [{ ...finding, fixes: finding.fixes.filter((fix) => same.every((other) => other!.fixes.some((each) => changes(each) === changes(fix)))) }];
  });
}

function placeOf({ rule, span }: Finding): string {
  return `${rule} ${span.start} ${span.end}`;
}

function changes({ edits, otherFile }: Fix): string {
  return JSON.stringify([edits, otherFile]);
}
