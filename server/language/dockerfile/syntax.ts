import type { LogicalText } from './logicalText';

/** A piece of the file: UTF-16 offsets into its text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something BuildKit would reject, or accept with another meaning than it looks like. */
export interface Problem {
  /** Kebab-case id; the error's words are BuildKit's own where it has any. */
  readonly code: string;
  readonly message: string;
  readonly span: Span;
  /** `error`: BuildKit rejects the file; `warning`: it does something else than it looks like; `information`: only the build decides. */
  readonly severity: 'error' | 'warning' | 'information';
}

/** A word as the file spells it. `text` has continuations joined; quotes and variables stay. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A word of a JSON list: `value` is decoded, `span` covers it with its quotes. */
export interface JsonWord {
  readonly value: string;
  readonly span: Span;
}

/** A builder flag, `--name` or `--name=value`, with its quotes removed as BuildKit does. */
export interface Flag {
  /** Without the dashes, as written. */
  readonly name: string;
  /** Undefined where there is no `=`. */
  readonly value: string | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
}

/** `NAME=value` of ENV, LABEL and ARG. Quotes stay in both. */
export interface KeyValue {
  readonly name: Word;
  /** Undefined for `ARG NAME`. */
  readonly value: Word | undefined;
  /** True for the old form `ENV NAME value`. */
  readonly legacy: boolean;
  readonly span: Span;
}

export interface Heredoc {
  /** The terminator without quotes. */
  readonly name: string;
  /** False where a part of the name is quoted: variables in the body stay as they are. */
  readonly expand: boolean;
  /** True for `<<-`: leading tabs of the body are removed. */
  readonly chomp: boolean;
  readonly fileDescriptor: number;
  /** The `<<NAME` word; undefined where its place is not known. */
  readonly markerSpan: Span | undefined;
  /** The body as the file has it, with line ends, tabs included. */
  readonly content: string;
  readonly bodySpan: Span;
  /** The line that ends it, without line end; empty at the end of the file where it is missing. */
  readonly terminatorSpan: Span;
}

/** How a command is written, decided as BuildKit decides. */
export type CommandForm =
  | { readonly form: 'exec'; readonly words: readonly JsonWord[]; readonly span: Span }
  | {
      readonly form: 'shell';
      readonly text: LogicalText;
      readonly span: Span;
      /** Set where the text looks like a JSON list but is none, so that BuildKit takes it as shell form. */
      readonly brokenJson: boolean;
    };

interface InstructionBase {
  readonly kind: 'instruction';
  /** As written. */
  readonly keywordText: string;
  readonly keywordSpan: Span;
  /** Whole lines with line ends, heredoc bodies included. */
  readonly span: Span;
  /** Keyword to last character of the logical line; no heredoc bodies, no line end. */
  readonly bodySpan: Span;
  /** 1-based. */
  readonly startLine: number;
  /** 1-based; last line, heredoc terminators included. */
  readonly endLine: number;
  readonly flags: readonly Flag[];
  /** What follows the flags, joined as BuildKit joins lines, trimmed. */
  readonly argumentText: LogicalText;
  readonly heredocs: readonly Heredoc[];
  /** Comments above, back to an empty one, text without `#`; BuildKit leaves it on where the comment is indented. */
  readonly commentsAbove: readonly string[];
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM';
  readonly image: Word | undefined;
  /** The word that should be AS. */
  readonly as: Word | undefined;
  readonly stageName: Word | undefined;
}
export interface RunInstruction extends InstructionBase {
  readonly keyword: 'RUN';
  /** Undefined where nothing follows the flags. */
  readonly command: CommandForm | undefined;
}
export interface CommandInstruction extends InstructionBase {
  readonly keyword: 'CMD' | 'ENTRYPOINT' | 'SHELL';
  readonly command: CommandForm | undefined;
}
export interface CopyInstruction extends InstructionBase {
  readonly keyword: 'COPY' | 'ADD';
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  /** True where the words come from a JSON list; their `text` is decoded then. */
  readonly json: boolean;
}
export interface KeyValueInstruction extends InstructionBase {
  readonly keyword: 'ENV' | 'LABEL' | 'ARG';
  readonly pairs: readonly KeyValue[];
}
export interface WordsInstruction extends InstructionBase {
  readonly keyword: 'EXPOSE' | 'VOLUME';
  readonly words: readonly Word[];
  readonly json: boolean;
}
export interface ValueInstruction extends InstructionBase {
  readonly keyword: 'USER' | 'WORKDIR' | 'STOPSIGNAL' | 'MAINTAINER';
  readonly value: Word | undefined;
}
export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK';
  /** `CMD` or `NONE` as written, or another word, which BuildKit rejects. */
  readonly type: Word | undefined;
  readonly command: CommandForm | undefined;
}
export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD';
  readonly trigger: Instruction | undefined;
}
export interface UnknownInstruction extends InstructionBase {
  readonly keyword: 'UNKNOWN';
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CommandInstruction
  | CopyInstruction
  | KeyValueInstruction
  | WordsInstruction
  | ValueInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | UnknownInstruction;

export interface Directive {
  readonly kind: 'directive';
  readonly name: 'syntax' | 'escape' | 'check';
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
  readonly span: Span;
  /** BuildKit's parser counts the line as a directive, but its look-up of `check` and `syntax` does not find it. */
  readonly unread?: true;
}
export interface Comment {
  readonly kind: 'comment';
  /** Without `#` and surrounding blanks. */
  readonly text: string;
  readonly span: Span;
}
export interface Blank {
  readonly kind: 'blank';
  readonly span: Span;
}

/** A continued instruction with empty lines between its lines; BuildKit skips them and warns. */
export interface EmptyContinuation {
  /** Whole lines with their line ends. */
  readonly emptyLines: readonly Span[];
  /** The last line of the instruction that BuildKit reads for it, without surrounding blanks; heredocs come below. */
  readonly lastLine: Span;
}

/** Elements tile the text: each covers whole lines with their ends, in order, without gaps. */
export type Element = Blank | Comment | Directive | Instruction;

/** FROM and the instructions up to the next FROM. */
export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit compares names; undefined without AS. */
  readonly name: string | undefined;
  readonly from: FromInstruction;
  /** FROM not included. */
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  readonly text: string;
  readonly escape: '\\' | '`';
  readonly elements: readonly Element[];
  readonly directives: readonly Directive[];
  /** In file order; an ONBUILD trigger is inside its ONBUILD. */
  readonly instructions: readonly Instruction[];
  /** Instructions above the first FROM; only ARG is allowed there. */
  readonly globalInstructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly problems: readonly Problem[];
  /** Comments inside continued instructions. */
  readonly innerComments: readonly Comment[];
  readonly emptyContinuations: readonly EmptyContinuation[];
}
