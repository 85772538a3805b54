import type { FactsStore } from './factsStore';
import type { FailureLog } from './guard';
import type { DockerfileFacts } from './language/dockerfileFacts';
import type { CheckResult, LanguageService, RuleSwitches } from './language/languageService';
import type { ParsedDocument } from './openDocuments';

interface Remembered {
  readonly context: DockerfileFacts['context'];
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
    const facts = this.facts.now(parsed.document.uri);
    const rules = this.rules();
    const known = this.remembered.get(parsed);
    if (known && known.context === facts.context && known.rules === rules) return known.result;
    const result =
      parsed.kind === 'dockerfile' ? this.service.checkDockerfile(parsed.dockerfile, facts, rules) : this.service.checkCompose(parsed.compose);
    for (const { rule, error } of result.failures) this.log.error(`rule ${rule} failed in ${parsed.document.uri}: ${error}`);
    this.remembered.set(parsed, { context: facts.context, rules, result });
    return result;
  }
}
