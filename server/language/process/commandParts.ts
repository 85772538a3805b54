import type { SystemEvidence } from './imageSystem';

/** Where a part of the command comes from. `stage`: this Dockerfile; `base`: the image that FROM or `image:` names. */
export type CommandOrigin = 'compose' | 'run' | 'stage' | 'base' | 'none' | 'unknown';

/** ENTRYPOINT or CMD as it ends up in the image or on the container. */
export interface CommandPart {
  readonly from: CommandOrigin;
  /** 1-based line in the Dockerfile or compose file; undefined where no file at hand says it. */
  readonly line: number | undefined;
  /** The words Docker stores: the shell form already carries its shell. Undefined where unknown, or where the shell is. */
  readonly value: readonly string[] | undefined;
  readonly form: 'exec' | 'shell' | undefined;
  /** The text of a shell form, without the shell. */
  readonly shellText: string | undefined;
  /** Set where the Dockerfile looks like JSON but is none. */
  readonly brokenJson: boolean;
  /** True where the shell is Docker's default because nobody knows whether the base image sets another. */
  readonly shellAssumed: boolean;
}

/** What an image, built or known, brings along: everything that decides the command before `docker run` has its say. */
export interface ImageCommand {
  readonly entrypoint: CommandPart;
  readonly cmd: CommandPart;
  readonly stopSignal: { readonly from: CommandOrigin; readonly line: number | undefined; readonly value: string | undefined };
  /** The name of the image below all stages, resolved; undefined where a variable without value hides it. */
  readonly baseName: string | undefined;
  /** True where ENTRYPOINT and CMD of that image are known, or it is `scratch`. */
  readonly baseKnown: boolean;
  /** True for a Windows image: nothing was observed there about processes and signals. */
  readonly windows: boolean;
  /** What the image is built on, which tells which shell `sh` is; undefined where nothing does. */
  readonly system: SystemEvidence | undefined;
  /** Facts met on the way that a reader should know, one sentence each. */
  readonly notes: readonly string[];
}

/** A part that nothing sets. */
export const noPart: CommandPart = {
  from: 'none',
  line: undefined,
  value: [],
  form: undefined,
  shellText: undefined,
  brokenJson: false,
  shellAssumed: false,
};

/** A part that the unknown base image may or may not set. */
export const unknownPart: CommandPart = { ...noPart, from: 'unknown', value: undefined };

/** A list of words from anywhere but a shell form. An empty list is "none". */
export function execPart(from: CommandOrigin, value: readonly string[], line?: number): CommandPart {
  return value.length === 0 ? noPart : { ...noPart, from, line, value, form: 'exec' };
}
