import type { StepOutcome } from '../../protocol/cachePreview';
import type { ContextEntry } from '../context/contextEntry';
import type { ContextTree } from '../context/contextTree';
import type { IgnoreGeneration } from '../context/dockerignore';

/** What is known of a base image, from `docker image inspect`. */
export interface BaseImage {
  /** Two references with the same identity are the same layers; `RootFS` decides, not the name. */
  readonly identity?: string;
  /** ENV in order, `NAME=value`. */
  readonly environment?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly shell?: readonly string[];
  /** ONBUILD triggers, in order. */
  readonly onBuild?: readonly string[];
}

/**
 * What stands in for an image of some name (`docker buildx build --build-context`). What an `address` holds is taken to be
 * the same at each build.
 */
export type NamedContext =
  | { readonly kind: 'folder'; readonly context: ContextTree; readonly ignoreFile?: string }
  | { readonly kind: 'image'; readonly reference: string }
  | { readonly kind: 'address'; readonly address: string };

/** Everything that one `docker build` reads. */
export interface BuildInput {
  /** Text of the Dockerfile. */
  readonly dockerfile: string;
  /** The context before the ignore file is applied. Order does not matter; a tree saves sorting it again. */
  readonly context: readonly ContextEntry[] | ContextTree;
  /** Folders of the context that could not be listed, as `.git` where git tells what there is: a source in one is not missing. */
  readonly unlisted?: readonly string[];
  /** Text of the ignore file that counts, or undefined where there is none. */
  readonly ignoreFile?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** By the name that FROM, `--from` or a mount uses. */
  readonly namedContexts?: Readonly<Record<string, NamedContext>>;
  /** `os/architecture[/variant]`; default `linux/amd64`. */
  readonly platform?: string;
  /** What is known of an image, by its reference as the Dockerfile spells it. */
  readonly baseImages?: (reference: string) => BaseImage | undefined;
}

/** Which Engine's rules hold where they differ. */
export interface EngineRules {
  /** BuildKit's generation: `20.10` is Docker 20.10 (BuildKit 0.8), `current` is 0.13 (Docker 26.1) and newer. */
  readonly generation: IgnoreGeneration;
  /** True for the containerd image store, the only one that really links `COPY --link`. */
  readonly linksCopies: boolean;
}

export type { StepOutcome };

export const currentEngine: EngineRules = { generation: 'current', linksCopies: false };

export interface PredictedStep {
  /** 1-based lines of the instruction in the after file. */
  readonly line: number;
  readonly endLine: number;
  /** Name of the stage in lower case, or its index where it has none. */
  readonly stage: string;
  readonly instruction: string;
  readonly outcome: StepOutcome;
  /** One sentence: why. */
  readonly because: string;
  /** Context files that decide it, in path order; bounded, see `filesLeftOut`. */
  readonly files: readonly string[];
}

export interface Prediction {
  readonly steps: readonly PredictedStep[];
  /** Why there is no build to predict: a target that does not exist, a malformed ignore file. */
  readonly problem?: string;
}
