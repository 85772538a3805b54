import type { FactsStore } from './factsStore';
import type { FailureLog } from './guard';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import type { CheckResult, LanguageService, RuleSwitches } from './language/languageService';
import { holdsInEveryBuild } from './language/rules/everyBuild';
import type { ParsedDocument, ParsedDockerfile } from './openDocuments';

interface Remembered {
  readonly known: ReturnType<FactsStore['buildsNow']> | ComposeDocumentFacts;
  readonly rules: RuleSwitches;
  readonly result: CheckResult;
}

/** What is found in an open document, computed once for each version, build context and settings. */
export class DocumentFindings {
  private readonly remembered = new WeakMap<ParsedDocument, Remembered>();

  constructor(
    private readonly service: LanguageService,
    private readonly facts: FactsStore,
    private readonly rules: () => RuleSwitches,
    private readonly log: FailureLog,
  ) {}

  of(parsed: ParsedDocument): CheckResult {
    const rules = this.rules();
    const known = parsed.kind === 'compose' ? this.facts.projects.now(parsed) : this.facts.buildsNow(parsed.document.uri);
    const remembered = this.remembered.get(parsed);
    if (remembered && remembered.known === known && remembered.rules === rules) return remembered.result;
    const result = parsed.kind === 'compose' ? this.service.checkCompose(parsed.compose, this.facts.projects.now(parsed), rules) : this.checkBuilds(parsed, this.facts.buildsNow(parsed.document.uri), rules);
    for (const { rule, error } of result.failures) this.log.error(`rule ${rule} failed in ${parsed.document.uri}: ${error}`);
    this.remembered.set(parsed, { known, rules, result });
    return result;
  }

  private checkBuilds({ document, dockerfile }: ParsedDockerfile, builds: ReturnType<FactsStore['buildsNow']>, rules: RuleSwitches): CheckResult {
    const { context: _context, target: _target, buildArguments: _arguments, ...common } = this.facts.now(document.uri);
    const contexts = new Set(builds.map(({ context }) => context?.name));
    return holdsInEveryBuild(builds.map((build) => this.service.checkDockerfile(dockerfile, { ...common, ...build }, rules)), contexts.size === 1);
  }
}
