import type { Dockerfile } from '../dockerfile/syntax';
import { consistentInstructionCasing } from './consistentInstructionCasing';
import { copyBeforeInstall } from './copyBeforeInstall';
import { copyIgnoredFile } from './copyIgnoredFile';
import { duplicateStageName } from './duplicateStageName';
import { exposeInvalidFormat } from './exposeInvalidFormat';
import { exposeProtoCasing } from './exposeProtoCasing';
import { fromAsCasing } from './fromAsCasing';
import { fromPlatformFlagConstDisallowed } from './fromPlatformFlagConstDisallowed';
import { invalidDefaultArgInFrom } from './invalidDefaultArgInFrom';
import { jsonArgsRecommended } from './jsonArgsRecommended';
import { legacyKeyValueFormat } from './legacyKeyValueFormat';
import { maintainerDeprecated } from './maintainerDeprecated';
import { multipleInstructionsDisallowed } from './multipleInstructionsDisallowed';
import { noEmptyContinuation } from './noEmptyContinuation';
import { redundantTargetPlatform } from './redundantTargetPlatform';
import { reservedStageName } from './reservedStageName';
import { secretsUsedInArgOrEnv } from './secretsUsedInArgOrEnv';
import { stageNameCasing } from './stageNameCasing';
import { undefinedArgInFrom } from './undefinedArgInFrom';
import { undefinedVar } from './undefinedVar';
import { workdirRelativePath } from './workdirRelativePath';
import { readPragmas } from './pragmas';
import { asRule, buildKitCheck, type Finding, type Rule, type RuleFacts } from './rule';

/** Every rule for Dockerfiles, one line each. */
export const dockerfileRules: readonly Rule[] = [
  asRule(consistentInstructionCasing),
  asRule(copyBeforeInstall),
  asRule(copyIgnoredFile),
  asRule(duplicateStageName),
  asRule(exposeInvalidFormat),
  asRule(exposeProtoCasing),
  asRule(fromAsCasing),
  asRule(fromPlatformFlagConstDisallowed),
  asRule(invalidDefaultArgInFrom),
  asRule(jsonArgsRecommended),
  asRule(legacyKeyValueFormat),
  asRule(maintainerDeprecated),
  asRule(multipleInstructionsDisallowed),
  asRule(noEmptyContinuation),
  asRule(redundantTargetPlatform),
  asRule(reservedStageName),
  asRule(secretsUsedInArgOrEnv),
  asRule(stageNameCasing),
  asRule(undefinedArgInFrom),
  asRule(undefinedVar),
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
  for (const rule of rules) {
    const check = buildKitCheck(rule);
    if (facts.off?.has(rule.id) || (rule.experimental && !pragmas.switchesOn(check ?? rule.id))) continue;
    try {
      const found = rule.check({ dockerfile, facts }).map((fact): Finding => {
        const fix = rule.fix?.(fact);
        const { id, alsoKnownAs } = rule;
        const severity = check && pragmas.failsBuild ? 'error' : rule.severity;
        return { rule: id, severity, alsoKnownAs, message: rule.message(fact), span: fact.span, ...(fix ? { fix } : {}) };
      });
      for (const finding of found) if (!pragmas.silences([rule.id, ...rule.alsoKnownAs], finding.span.start)) findings.push(finding);
    } catch (error) {
      failures.push({ rule: rule.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
  findings.sort((left, right) => left.span.start - right.span.start);
  return { findings: withinBound(findings), failures };
}

/** No file that a person reads has more; an editor would only become slow with them. */
const mostFindings = 500;

function withinBound(findings: readonly Finding[]): readonly Finding[] {
  const last = findings[mostFindings - 1];
  if (findings.length <= mostFindings || !last) return findings;
  const message = `${last.message} (${findings.length - mostFindings} more findings below are not listed)`;
  return [...findings.slice(0, mostFindings - 1), { ...last, message }];
}
