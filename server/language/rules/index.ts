import { instructionAt } from '../dockerfile/instructionAt';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import { addForCopy } from './addForCopy';
import { addWithoutChecksum } from './addWithoutChecksum';
import { aptUpdateAlone } from './aptUpdateAlone';
import { brokenJsonForm } from './brokenJsonForm';
import { buildToolsInImage } from './buildToolsInImage';
import { cmdRepeatsEntrypoint } from './cmdRepeatsEntrypoint';
import { consistentInstructionCasing } from './consistentInstructionCasing';
import { contextWithoutIgnoreFile } from './contextWithoutIgnoreFile';
import { copyBeforeInstall } from './copyBeforeInstall';
import { copyIgnoredFile } from './copyIgnoredFile';
import { copyWholeStage } from './copyWholeStage';
import { copyWithoutLink } from './copyWithoutLink';
import { duplicateStageName } from './duplicateStageName';
import { entrypointIgnoresArguments } from './entrypointIgnoresArguments';
import { exposeInvalidFormat } from './exposeInvalidFormat';
import { exposeProtoCasing } from './exposeProtoCasing';
import { fromAsCasing } from './fromAsCasing';
import { fromPlatformFlagConstDisallowed } from './fromPlatformFlagConstDisallowed';
import { healthcheckToolMissing } from './healthcheckToolMissing';
import { installLeavesLockFile } from './installLeavesLockFile';
import { invalidBaseImagePlatform } from './invalidBaseImagePlatform';
import { invalidDefaultArgInFrom } from './invalidDefaultArgInFrom';
import { invalidDefinitionDescription } from './invalidDefinitionDescription';
import { jsonArgsRecommended } from './jsonArgsRecommended';
import { lateCleanUp } from './lateCleanUp';
import { legacyKeyValueFormat } from './legacyKeyValueFormat';
import { maintainerDeprecated } from './maintainerDeprecated';
import { malformedIgnoreFile } from './malformedIgnoreFile';
import { movingBaseImage } from './movingBaseImage';
import { multipleInstructionsDisallowed } from './multipleInstructionsDisallowed';
import { noEmptyContinuation } from './noEmptyContinuation';
import { ownershipAfterCopy } from './ownershipAfterCopy';
import { packageCacheInLayer } from './packageCacheInLayer';
import { redundantTargetPlatform } from './redundantTargetPlatform';
import { reservedStageName } from './reservedStageName';
import { scriptIgnoresCmd } from './scriptIgnoresCmd';
import { scriptWithoutExec } from './scriptWithoutExec';
import { secretsUsedInArgOrEnv } from './secretsUsedInArgOrEnv';
import { stageNameCasing } from './stageNameCasing';
import { staleDownload } from './staleDownload';
import { undefinedArgInFrom } from './undefinedArgInFrom';
import { undefinedVar } from './undefinedVar';
import { unusedStage } from './unusedStage';
import { volatileArgument } from './volatileArgument';
import { workdirRelativePath } from './workdirRelativePath';
import { readPragmas, type Pragmas } from './pragmas';
import { reportedSpan } from './reportedSpan';
import { asRule, buildKitCheck, type Finding, type Rule, type RuleFact, type RuleFacts } from './rule';

/** Every rule for Dockerfiles, one line each. */
export const dockerfileRules: readonly Rule[] = [
  asRule(addForCopy),
  asRule(addWithoutChecksum),
  asRule(aptUpdateAlone),
  asRule(brokenJsonForm),
  asRule(buildToolsInImage),
  asRule(cmdRepeatsEntrypoint),
  asRule(consistentInstructionCasing),
  asRule(contextWithoutIgnoreFile),
  asRule(copyBeforeInstall),
  asRule(copyIgnoredFile),
  asRule(copyWholeStage),
  asRule(copyWithoutLink),
  asRule(duplicateStageName),
  asRule(entrypointIgnoresArguments),
  asRule(exposeInvalidFormat),
  asRule(exposeProtoCasing),
  asRule(fromAsCasing),
  asRule(fromPlatformFlagConstDisallowed),
  asRule(healthcheckToolMissing),
  asRule(installLeavesLockFile),
  asRule(invalidBaseImagePlatform),
  asRule(invalidDefaultArgInFrom),
  asRule(invalidDefinitionDescription),
  asRule(jsonArgsRecommended),
  asRule(lateCleanUp),
  asRule(legacyKeyValueFormat),
  asRule(maintainerDeprecated),
  asRule(malformedIgnoreFile),
  asRule(movingBaseImage),
  asRule(multipleInstructionsDisallowed),
  asRule(noEmptyContinuation),
  asRule(ownershipAfterCopy),
  asRule(packageCacheInLayer),
  asRule(redundantTargetPlatform),
  asRule(reservedStageName),
  asRule(scriptIgnoresCmd),
  asRule(scriptWithoutExec),
  asRule(secretsUsedInArgOrEnv),
  asRule(stageNameCasing),
  asRule(staleDownload),
  asRule(undefinedArgInFrom),
  asRule(undefinedVar),
  asRule(unusedStage),
  asRule(volatileArgument),
  asRule(workdirRelativePath),
];

/** A rule that broke. The other rules' findings stand. */
export interface RuleFailure {
  readonly rule: string;
  readonly error: string;
}

/** Runs all rules that are on. Never throws: a rule that does is named in `failures` and gives nothing for this file. */
export function runRules(
  dockerfile: Dockerfile,
  facts: RuleFacts,
  rules: readonly Rule[] = dockerfileRules,
): { readonly findings: readonly Finding[]; readonly failures: readonly RuleFailure[] } {
  const pragmas = readPragmas(dockerfile);
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  let hidden = 0;
  for (const rule of rules) {
    if (facts.off?.has(rule.id) || (rule.isOffByDefault && !facts.on?.has(rule.id))) continue;
    try {
      // A file that never says so switches on no experimental check.
      if (rule.experimental && !dockerfile.text.includes('experimental')) continue;
      const counted = rule.check({ dockerfile, facts }).filter((fact) => counts(rule, fact, pragmas));
      for (const fact of counted.slice(0, mostFindings)) findings.push(findingOf(rule, fact, dockerfile, pragmas));
      hidden += Math.max(0, counted.length - mostFindings);
    } catch (error) {
      failures.push({ rule: rule.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  findings.sort((left, right) => left.span.start - right.span.start);
  return { findings: withinBound(withoutRepetitions(findings), hidden), failures };
}

/** Whether nothing in the file silences it, and an experimental check is asked for. */
function counts(rule: Rule, { span, skippedAbove, inIgnoreFile }: RuleFact, pragmas: Pragmas): boolean {
  const check = buildKitCheck(rule);
  const judged = rule.skippedForFile || inIgnoreFile ? 'file' : (skippedAbove ?? span);
  // No comment of the Dockerfile stands above a line of the ignore file.
  const place = { offset: inIgnoreFile ? -1 : span.start, checkOffset: judged === 'file' ? judged : judged.start };
  const ids = [rule.id, ...rule.alsoKnownAs];
  // BuildKit looks at `skip` only for checks that are no experiments.
  const isAskedFor = rule.experimental ? pragmas.switchesOn(check ?? rule.id, place) : !pragmas.skips(ids, place);
  return isAskedFor && !pragmas.ignores(ids, place);
}

function findingOf(rule: Rule, fact: RuleFact, dockerfile: Dockerfile, pragmas: Pragmas): Finding {
  const { id, alsoKnownAs } = rule;
  const isCheck = buildKitCheck(rule) !== undefined;
  const fixes = rule.fixes?.(fact) ?? [rule.fix?.(fact)].filter((fix) => fix !== undefined);
  const at = fact.reportedAt ?? fact.span;
  const span = isCheck && !rule.reportedBelow ? reportedSpan(dockerfile, at) : at;
  const severity = isCheck && pragmas.failsBuild ? 'error' : rule.severity;
  const message = fact.reportedAt ? `${triggerSentence(dockerfile, fact.span)} ${rule.message(fact)}` : rule.message(fact);
  return { rule: id, severity, alsoKnownAs, message, span, fixes, ...(fact.inIgnoreFile ? { inIgnoreFile: true } : {}) };
}

function triggerSentence(dockerfile: Dockerfile, span: Span): string {
  return `This stage runs the ONBUILD trigger in line ${instructionAt(dockerfile.instructions, span.start)?.startLine ?? 0}.`;
}

/** A variable may be used several times in lines that are all reported at the keyword. */
function withoutRepetitions(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, span, message }) => {
    const key = `${rule} ${span.start} ${span.end} ${message}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** No file that a person reads has more; an editor would only become slow with them. */
const mostFindings = 500;

function withinBound(findings: readonly Finding[], hidden: number): readonly Finding[] {
  const last = findings[mostFindings - 1];
  const more = findings.length - mostFindings + hidden;
  if (more <= 0 || !last) return findings;
  const message = `${last.message} (${more} more findings below are not listed)`;
  return [...findings.slice(0, mostFindings - 1), { ...last, message }];
}
