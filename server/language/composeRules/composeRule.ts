import type { Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import type { Dockerfile } from '../dockerfile/syntax';
import type { LocalImageLookup } from '../localImage';
import type { Fix, RuleSeverity } from '../rules/rule';

/** What was found, with everything that its message and its fixes say. */
export interface ComposeRuleFact {
  readonly place: Place;
}

/** What is known beside the project's own files. */
export interface ComposeRuleFacts {
  /** The Dockerfile at an absolute path with `/`, parsed; undefined where it is not there or was not read. */
  readonly dockerfile?: (path: string) => Dockerfile | undefined;
  /** What the local daemon has of an image; undefined where no daemon answered. */
  readonly localImage?: LocalImageLookup;
  /** True for a file or folder that is known to be there, false for one that is known to be missing, undefined otherwise. */
  readonly exists?: (path: string) => boolean | undefined;
}

export interface ComposeRuleInput {
  readonly project: ComposeProject;
  readonly facts: ComposeRuleFacts;
}

/**
 * One rule for compose projects: `check` finds facts, `message` and its fixes word and mend the same fact. A new rule is one
 * file with such an object and one line in `composeRules/index.ts`. What Compose itself rejects is no rule: it is a fault of
 * the project.
 */
export interface ComposeRule<Fact extends ComposeRuleFact = ComposeRuleFact> {
  /** Kebab-case words. */
  readonly id: string;
  readonly severity: RuleSeverity;
  /** Other tools' ids of the same check. */
  readonly alsoKnownAs: readonly string[];
  check(input: ComposeRuleInput): readonly Fact[];
  /** One to three short sentences: what, why, what to do. */
  message(fact: Fact): string;
  /** The best first; edits are in the file of the fact's place. Each of them alone takes the finding away. */
  fixes?(fact: Fact): readonly Fix[];
}
