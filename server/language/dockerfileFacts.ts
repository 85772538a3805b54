import type { MachineImages } from './cache/imageSteps/machineImages';
import type { ContextGap } from './context/contextGap';
import type { FilteredContext } from './context/ignoredEntries';
import type { BuildFacts } from './dockerfile/variables';
import type { LocalImageLookup } from './localImage';
import type { ImageLookup } from './process/imageConfiguration';

/** The build context of a Dockerfile as far as it was read. */
export interface ContextFacts {
  readonly filtered: FilteredContext;
  /** The folder from the Dockerfile's own, with `/`: `.`, `../app`. */
  readonly name: string;
  /** `.dockerignore` or `<dockerfile>.dockerignore`; undefined where there is none. */
  readonly ignoreFile: string | undefined;
  /** Why it is known only in part; undefined where it is known whole. */
  readonly gap?: ContextGap | undefined;
  /** Text of a small file of the context, for manifests; undefined where it cannot be read. */
  readonly read: (path: string) => string | undefined;
}

/** Everything that is known about a Dockerfile beside its text. All of it may be missing. */
export interface DockerfileFacts extends BuildFacts {
  readonly context?: ContextFacts;
  /** Image configuration by the name that FROM writes. */
  readonly image?: ImageLookup;
  /** What the local daemon has of an image, by the same name. */
  readonly localImage?: LocalImageLookup;
  /** The images of the local daemon with their histories; undefined where none was asked, or none answered. */
  readonly machineImages?: MachineImages;
}
