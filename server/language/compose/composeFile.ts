import type { Problem, Span } from '../dockerfile/syntax';
import type { CommandWord } from './composeCommandWords';

/** A single value: text, number, boolean or null. */
export interface ComposeScalar {
  readonly kind: 'scalar';
  /** What Compose reads, as text; empty for null. Quotes and block markers are gone, `$` is still there. */
  readonly text: string;
  readonly isNull: boolean;
  /** `block` is `|` or `>`. */
  readonly style: 'plain' | 'quoted' | 'block';
  readonly tag: string | undefined;
  /** With quotes. */
  readonly span: Span;
}

export interface ComposeList {
  readonly kind: 'list';
  readonly items: readonly ComposeValue[];
  readonly tag: string | undefined;
  readonly span: Span;
}

export interface ComposeEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** A missing value is a null scalar with an empty span. */
  readonly value: ComposeValue;
  /** Key to the end of the value. */
  readonly span: Span;
}

export interface ComposeMapping {
  readonly kind: 'mapping';
  /** As written, in file order; `<<` is an entry like any other. `mappingEntries` merges. */
  readonly entries: readonly ComposeEntry[];
  readonly tag: string | undefined;
  readonly span: Span;
}

/** `*name`. The target is shared, never copied, so that nested aliases cannot multiply. It is never cyclic. */
export interface ComposeAlias {
  readonly kind: 'alias';
  readonly name: string;
  /** Undefined where no such anchor stands before it. */
  readonly target: Exclude<ComposeValue, ComposeAlias> | undefined;
  readonly span: Span;
}

export type ComposeValue = ComposeScalar | ComposeList | ComposeMapping | ComposeAlias;

/** How `command` or `entrypoint` is written. The four kinds mean different things to Compose. */
export interface ComposeCommand {
  readonly kind: 'absent' | 'null' | 'string' | 'list';
  /** A string's text or a list's items as written, before variables are filled in. */
  readonly value: string | readonly string[] | undefined;
  /** The value's place; undefined where the key is absent. */
  readonly span: Span | undefined;
  readonly keySpan: Span | undefined;
  /** What the program receives. Variables without a default stay as written: nothing is known about them here. */
  readonly words: readonly CommandWord[];
  /** Set where Compose 2.26 rejects the string: an unclosed quote or a bare parenthesis. */
  readonly invalid: boolean;
}

/** A value with its place. */
export interface ComposeText {
  readonly text: string;
  readonly span: Span;
}

export interface ComposeBuild {
  /** `.` where only a Dockerfile is named. */
  readonly context: ComposeText | undefined;
  readonly dockerfile: ComposeText | undefined;
  readonly target: ComposeText | undefined;
  /** The value is undefined for `NAME` without `=`, which takes it from the environment. */
  readonly args: readonly { readonly name: string; readonly value: string | undefined; readonly span: Span }[];
  /** Folders, images and addresses that stand in for an image of this name. */
  readonly additionalContexts: readonly { readonly name: string; readonly value: string | undefined; readonly span: Span }[];
  /** True where the Dockerfile's text stands in the compose file. */
  readonly inline: boolean;
  readonly span: Span;
}

export interface ComposeService {
  readonly name: string;
  readonly nameSpan: Span;
  /** Name to the end of its last line. */
  readonly span: Span;
  /** Everything the service says, merge keys resolved; other keys are read from here. */
  readonly entries: readonly ComposeEntry[];
  readonly image: ComposeText | undefined;
  readonly build: ComposeBuild | undefined;
  readonly command: ComposeCommand;
  readonly entrypoint: ComposeCommand;
  /** Undefined where it is not said or not a plain true/false. */
  readonly init: boolean | undefined;
  readonly stopSignal: ComposeText | undefined;
}

export interface ComposeFile {
  readonly text: string;
  /** One value for each YAML document that holds something. */
  readonly documents: readonly ComposeValue[];
  readonly services: readonly ComposeService[];
  readonly problems: readonly Problem[];
  /** Set where a bound stopped the reading: what was left out, in words. */
  readonly leftOut: string | undefined;
}
