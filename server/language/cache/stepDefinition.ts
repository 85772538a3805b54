import type { CopySelection } from '../context/copySources';
import type { Instruction } from '../dockerfile/syntax';
import type { BrokenLink } from './brokenLinks';
import type { FrontEnd } from './frontEnd';

/** One named part of a step's definition, so that a difference can be told in words. */
export interface DefinitionPart {
  /** What a message calls it: `the command`, `the environment`. */
  readonly name: string;
  readonly value: string;
}

/** Something from elsewhere whose content is keyed. */
export type StepInput =
  /** Files of the build context, or of the named one `place`: their content is known. */
  | { readonly kind: 'context'; readonly digest: string; readonly selections: readonly CopySelection[]; readonly place?: string }
  /** Files of a stage of this Dockerfile. `path` is what is taken of it. */
  | { readonly kind: 'stage'; readonly stage: number; readonly path: string }
  /** Files of another image, or a download: the same name is taken to be the same content. */
  | { readonly kind: 'remote'; readonly name: string; readonly path: string };

/** An instruction that BuildKit runs as a step. */
export interface StepDefinition {
  readonly instruction: Instruction;
  readonly parts: readonly DefinitionPart[];
  readonly inputs: readonly StepInput[];
  /** True for a COPY --link that this Engine really links: it does not depend on the step below it. */
  readonly linked: boolean;
  /** Sources that the context does not hold: the build will fail here. A wildcard may match nothing. */
  readonly missing: readonly string[];
  /**
   * Links in matched folders that lead nowhere: the build fails here with BuildKit 0.9 to 0.24.
   * @param taken all that the build takes of its context.
   */
  readonly brokenLinks: (taken: readonly CopySelection[]) => readonly BrokenLink[];
}

/** Files that steps take from one folder. */
export interface FolderFiles {
  /** Selects files by a source as written in COPY, ADD or a bind mount. */
  readonly select: (source: string, options?: { readonly exclude?: readonly string[]; readonly parents?: boolean }) => CopySelection;
  /** What is keyed of all that a step takes of the folder. */
  readonly digest: (selections: readonly CopySelection[]) => string;
  /** Links that the builder follows and that lead nowhere, where only what is `taken` is sent. */
  readonly brokenLinks: (selections: readonly CopySelection[], taken?: readonly CopySelection[]) => readonly BrokenLink[];
}

/** How a step's definition looks up what it needs beside its own text: the build context, and what stands elsewhere. */
export interface SourceLookup extends FolderFiles {
  /** True where nobody knows whether the context holds a source. */
  readonly isUnlisted: (source: string) => boolean;
  readonly frontEnd: FrontEnd;
  /** Index of the stage that `from` names, the files of a named context, or the reference of an image. A mount takes no number. */
  readonly from: (reference: string, keyword?: Instruction['keyword']) => { readonly stage: number } | { readonly folder: FolderFiles } | { readonly image: string };
}
