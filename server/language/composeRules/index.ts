import type { ComposeFault } from '../compose/project/composeFault';
import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { isSyntaxFault } from '../compose/yamlProblems';
import type { RuleFailure } from '../rules/index';
import type { Finding } from '../rules/rule';
import { base60Port } from './base60Port';
import { bindHidesBuild } from './bindHidesBuild';
import { buildArgumentWithoutValue } from './buildArgumentWithoutValue';
import type { ComposeRule, ComposeRuleFact, ComposeRuleInput } from './composeRule';
import { commandIsCut } from './commandIsCut';
import { databaseWithoutHealthcheck } from './databaseWithoutHealthcheck';
import { databaseWithoutVolume } from './databaseWithoutVolume';
import { dependsOnIgnoresHealthcheck } from './dependsOnIgnoresHealthcheck';
import { dockerSocketMounted } from './dockerSocketMounted';
import { hostNetworkWithPorts } from './hostNetworkWithPorts';
import { hostPortTwice } from './hostPortTwice';
import { hostPortWithReplicas } from './hostPortWithReplicas';
import { legacyLinks } from './legacyLinks';
import { localhostIsTheContainer } from './localhostIsTheContainer';
import { missingBuildFile } from './missingBuildFile';
import { noCommonNetwork } from './noCommonNetwork';
import { obsoleteVersion } from './obsoleteVersion';
import { portNotExposed } from './portNotExposed';
import { privilegedService } from './privilegedService';
import { restartOfOneShot } from './restartOfOneShot';
import { secretInEnvironment } from './secretInEnvironment';
import { serviceHealthcheckToolMissing } from './serviceHealthcheckToolMissing';
import { undeclaredBuildArgument } from './undeclaredBuildArgument';
import { unknownBuildTarget } from './unknownBuildTarget';
import { unpinnedImage } from './unpinnedImage';
import { unsetVariable } from './unsetVariable';
import { unusedResource } from './unusedResource';
import { ignoredRules, type IgnoredRules } from './ignoredRules';
import { joinWords } from '../wording';

/** Every rule for compose projects, one line each. */
export const composeRules: readonly ComposeRule[] = [
  asComposeRule(base60Port),
  asComposeRule(bindHidesBuild),
  asComposeRule(buildArgumentWithoutValue),
  asComposeRule(commandIsCut),
  asComposeRule(databaseWithoutHealthcheck),
  asComposeRule(databaseWithoutVolume),
  asComposeRule(dependsOnIgnoresHealthcheck),
  asComposeRule(dockerSocketMounted),
  asComposeRule(hostNetworkWithPorts),
  asComposeRule(hostPortTwice),
  asComposeRule(hostPortWithReplicas),
  asComposeRule(legacyLinks),
  asComposeRule(localhostIsTheContainer),
  asComposeRule(missingBuildFile),
  asComposeRule(noCommonNetwork),
  asComposeRule(obsoleteVersion),
  asComposeRule(portNotExposed),
  asComposeRule(privilegedService),
  asComposeRule(restartOfOneShot),
  asComposeRule(secretInEnvironment),
  asComposeRule(serviceHealthcheckToolMissing),
  asComposeRule(undeclaredBuildArgument),
  asComposeRule(unknownBuildTarget),
  asComposeRule(unpinnedImage),
  asComposeRule(unsetVariable),
  asComposeRule(unusedResource),
];

/** A finding of a project, and the file that it is in. */
export interface ProjectFinding extends Finding {
  readonly path: string;
}

export interface ProjectFindings {
  /** In the order of files and places. */
  readonly findings: readonly ProjectFinding[];
  readonly failures: readonly RuleFailure[];
}

/** No file that a person reads has more from one rule, or of one fault. */
const mostFindings = 200;

/** Hides the type of a rule's fact, so that rules fit into one list. */
export function asComposeRule<Fact extends ComposeRuleFact>(rule: ComposeRule<Fact>): ComposeRule {
  return rule as unknown as ComposeRule;
}

/**
 * What Compose rejects in a project, and what the rules find. Never throws: a rule that does is named in `failures`.
 * @param off ids of rules and codes of faults that are switched off
 */
export function findInProject(input: ComposeRuleInput, off: ReadonlySet<string>, rules: readonly ComposeRule[] = composeRules): ProjectFindings {
  const { project } = input;
  const failures: RuleFailure[] = [];
  const ignored = new Map<string, IgnoredRules>();
  const isIgnored = (ids: readonly string[], { path, span }: Place): boolean => {
    if (!ignored.has(path)) ignored.set(path, ignoredRules(project.texts.get(path) ?? ''));
    return ignored.get(path)!.ignores(ids, span.start);
  };
  const isReadable = !project.faults.some(({ code }) => isSyntaxFault(code));
  const found = (isReadable ? rules : []).flatMap((rule): ProjectFinding[] => {
    if (off.has(rule.id)) return [];
    try {
      return rule.check(input).filter(({ place }) => !isIgnored([rule.id, ...rule.alsoKnownAs], place)).slice(0, mostFindings).map((fact) => findingOf(rule, fact));
    } catch (error) {
      failures.push({ rule: rule.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return [];
    }
  });
  const faults = project.faults.filter(({ code, place }) => !off.has(code) && !isIgnored([code], place)).filter(fewOfEach());
  return { findings: inOrder(project, [...faults.map((fault) => faultFinding(project, fault)), ...found]), failures };
}

/** Keeps the first faults of each code. */
function fewOfEach(): (fault: ComposeFault) => boolean {
  const counts = new Map<string, number>();
  return ({ code }) => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    return count <= mostFindings;
  };
}

/** Letters of a name or text of the file that a message shows. */
const longestShown = 120;

function withShortNames(message: string): string {
  return message.replace(/`([^`]+)`/g, (whole, shown: string) => (shown.length <= longestShown ? whole : `\`${shown.slice(0, longestShown)}…\``));
}

function findingOf(rule: ComposeRule, fact: ComposeRuleFact): ProjectFinding {
  const { id, severity, alsoKnownAs } = rule;
  const { path, span } = fact.place;
  return { rule: id, severity, alsoKnownAs, message: withShortNames(rule.message(fact)), span, path, fixes: rule.fixes?.(fact) ?? [] };
}

/** What Compose rejects is an error where nothing else can mend it, or where everything else is known. */
function faultFinding({ isWhole, notices }: ComposeProject, { code, message, place: { path, span }, mendedBy, fixes = [] }: ComposeFault): ProjectFinding {
  const isError = mendedBy === 'nothing' || isWhole;
  const unset = mendedBy === 'nothing' ? '' : unsetWords(notices.flatMap(({ variable, place }) => (variable !== undefined && place.path === path && place.span.start === span.start && place.span.end === span.end ? [variable] : [])));
  const reason = isError ? '' : ' This file alone may not be the whole project: another file or a variable may mend it.';
  return { rule: code, severity: isError ? 'error' : 'information', alsoKnownAs: [], message: withShortNames(message + unset) + reason, span, path, fixes };
}

/** The cause of most values that are wrong because they are empty. */
function unsetWords(variables: readonly string[]): string {
  const names = [...new Set(variables)].slice(0, 3).map((name) => `\`${name}\``);
  if (names.length === 0) return '';
  return ` ${joinWords(names)} ${names.length > 1 ? 'have' : 'has'} no value here: set ${names.length > 1 ? 'them' : 'it'} in \`.env\` or in the shell.`;
}

function inOrder({ paths }: ComposeProject, findings: readonly ProjectFinding[]): readonly ProjectFinding[] {
  const rank = new Map(paths.map((path, index) => [path, index]));
  return [...findings].sort((one, other) => (rank.get(one.path) ?? 0) - (rank.get(other.path) ?? 0) || one.span.start - other.span.start || one.span.end - other.span.end);
}
