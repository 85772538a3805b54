import type { Mount } from './conditions/mounts';
import type { Port } from './conditions/ports';

/** What live conditions may ask of a daemon. Each is one reading call, or a few. */

/** By name or id. */
export type DaemonQuestion =
  | { readonly kind: 'container'; readonly name: string }
  | { readonly kind: 'image'; readonly name: string }
  /** What differs between a container's files and its image. */
  | { readonly kind: 'changes'; readonly container: string }
  | { readonly kind: 'log'; readonly container: string }
  /** Whether something is at a path in a container. */
  | { readonly kind: 'path'; readonly container: string; readonly path: string }
  | { readonly kind: 'volume'; readonly name: string }
  /** The containers that Compose has made for a project. */
  | { readonly kind: 'project'; readonly name: string }
  | { readonly kind: 'engine' };

/** `GET /containers/NAME/json`, as far as conditions look at it. */
export interface ContainerAnswer {
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly state: string;
  /** Undefined while nothing has ended yet. */
  readonly exitCode: number | undefined;
  /** Id of the image that it was made from. */
  readonly image: string;
  /** Milliseconds since 1970; undefined where the daemon does not tell. */
  readonly created: number | undefined;
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** Those that are published now, or, while it does not run, those that are to be. */
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
}

/** `GET /images/NAME/json`, as far as conditions look at it. */
export interface ImageAnswer {
  readonly id: string;
  /** Digests of the uncompressed layers, from the lowest. */
  readonly layers: readonly string[];
  /** As `docker image ls` shows it. */
  readonly bytes: number;
}

export interface VolumeAnswer {
  /** Milliseconds since 1970, cut to whole seconds by the daemon; undefined where it does not tell. */
  readonly created: number | undefined;
}

/** One container of a Compose project. */
export interface ProjectContainer {
  readonly service: string;
  readonly state: string;
}

/** Whether something is at a path in a container; `unknown` where the Engine does not tell. */
export type PathAnswer = 'there' | 'missing' | 'unknown';

/** `GET /version` */
export interface EngineAnswer {
  readonly kernelVersion: string;
  readonly components: readonly string[];
}

/** Undefined where there is none of that name, or where the daemon does not tell. */
export interface DaemonAnswers {
  container(name: string): ContainerAnswer | undefined;
  image(name: string): ImageAnswer | undefined;
  /** Paths that were added, changed or deleted in the writable layer. */
  changes(container: string): readonly string[] | undefined;
  /** The end of what it has printed, both streams. */
  log(container: string): string | undefined;
  path(container: string, path: string): PathAnswer | undefined;
  volume(name: string): VolumeAnswer | undefined;
  project(name: string): readonly ProjectContainer[] | undefined;
  engine(): EngineAnswer | undefined;
}
