import type { KnownContext } from '../context/knownContext';
import type { Dockerfile, Span } from '../dockerfile/syntax';
import type { LocalImageLookup } from '../localImage';
import type { StateFacts } from '../cache/stageState';

/**
 * How grave a finding is. `error`: the build or the container fails. `warning`: it works and wastes much or surprises.
 * `information`: there is a better way. `hint`: a matter of style.
 */
export type RuleSeverity = 'error' | 'warning' | 'information' | 'hint';

/** One replacement in the Dockerfile's text. Edits of one fix do not overlap. */
export interface SpanEdit {
  readonly span: Span;
  readonly newText: string;
}

/** What a fix does to a file beside the Dockerfile. */
export interface FileEdit {
  /** Its name in the folder of the build context. */
  readonly name: string;
  /** The text that the file has; undefined where the fix makes the file. Nothing is ever written over another text. */
  readonly before: string | undefined;
  readonly edits: readonly SpanEdit[];
  /** Paths of the context that nobody has read and that have to be there, or else the fix helps nobody. */
  readonly needs?: readonly string[];
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly SpanEdit[];
  /** A change of another file, made together with the edits. */
  readonly otherFile?: FileEdit;
}

/** What was found, with everything that its message and its fix say. `span` is where it stands; the editor underlines it. */
export interface RuleFact {
  readonly span: Span;
  /** True where `span` lies in the context's ignore file and not in the Dockerfile. */
  readonly inIgnoreFile?: true;
  /** Where BuildKit reports it, if not at `span`. */
  readonly reportedAt?: Span;
  /** Where the instruction stands above which BuildKit looks for `# check=skip=`, if not at `span`; `file`: above none. */
  readonly skippedAbove?: Span | 'file';
}

export interface RuleFacts {
  /** Build arguments, target and base images, as far as known. */
  readonly build?: StateFacts;
  /**
   * Undefined where the context is not known; a rule that needs evidence from it is silent then. The texts that rules
   * ask for are those of `wantedTexts`.
   */
  readonly context?: KnownContext;
  /** What the local daemon has of an image; undefined where no daemon answered. */
  readonly localImage?: LocalImageLookup;
  /** Rule ids that are switched off. */
  readonly off?: ReadonlySet<string>;
  /** Rule ids that are asked for although they are off by default. */
  readonly on?: ReadonlySet<string>;
}

export interface RuleInput {
  readonly dockerfile: Dockerfile;
  readonly facts: RuleFacts;
}

/**
 * One rule: `check` finds facts, `message` and its fixes word and mend the same fact, so they cannot disagree.
 * A new rule is one file with such an object and one line in `rules/index.ts`.
 */
export interface Rule<Fact extends RuleFact = RuleFact> {
  /** Kebab-case words. */
  readonly id: string;
  readonly severity: RuleSeverity;
  /** Other tools' ids of the same check. */
  readonly alsoKnownAs: readonly string[];
  /** Runs only where `# check=experimental=…` asks for it. */
  readonly experimental?: boolean;
  /** Only the reader knows whether it matters: it runs where a setting asks for it. */
  readonly isOffByDefault?: boolean;
  /** BuildKit skips this check only for the whole file, not above an instruction. */
  readonly skippedForFile?: boolean;
  /** BuildKit reports it at another line than the first one of the instruction. */
  readonly reportedBelow?: boolean;
  check(input: RuleInput): readonly Fact[];
  /** One to three short sentences: what, why, what to do. */
  message(fact: Fact): string;
  /** The only mending there is. */
  fix?(fact: Fact): Fix | undefined;
  /** Instead of `fix` where there are several ways, the best first. Each of them alone takes the finding away. */
  fixes?(fact: Fact): readonly Fix[];
}

/** A finding, ready to be shown. */
export interface Finding {
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly message: string;
  readonly span: Span;
  /** True where `span` lies in the context's ignore file. */
  readonly inIgnoreFile?: true;
  readonly alsoKnownAs: readonly string[];
  /** The best first: an editor prefers it, the command line applies it. Empty where no machine can mend it. */
  readonly fixes: readonly Fix[];
}

/** BuildKit's name of a check, which `# check=` understands; other tools' ids have digits. */
export function buildKitCheck({ alsoKnownAs }: Pick<Finding, 'alsoKnownAs'>): string | undefined {
  return alsoKnownAs.find((id) => /^[A-Z][A-Za-z]+$/.test(id));
}

/** Applies a fix to a text. What is put in at one place stands in the order of the edits, as LSP has it. */
export function applyEdits(text: string, edits: readonly SpanEdit[]): string {
  const fromTheEnd = edits.toReversed().sort((left, right) => right.span.start - left.span.start || right.span.end - left.span.end);
  return fromTheEnd.reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}

/** The text of a file after its edit. */
export function editedText({ before = '', edits }: FileEdit): string {
  return applyEdits(before, edits);
}

/** Hides the type of a rule's fact, so that rules fit into one list. */
export function asRule<Fact extends RuleFact>(rule: Rule<Fact>): Rule {
  return rule as unknown as Rule;
}
