import type { LocalImage } from '../../localImage';
import type { ImageConfiguration } from '../../process/imageConfiguration';

/**
 * What the daemon tells of one thing when it is asked for it alone. Read when somebody wants the details, because one call
 * for each thing would be too much for a whole graph. Texts are the daemon's own: they may hold secrets.
 */

/** `GET /containers/{id}/json`. */
export interface ContainerInspection {
  readonly state: string;
  readonly exitCode?: number;
  /** Why it could not be started, in the daemon's words; empty where nothing was wrong. */
  readonly error: string;
  /** True where the daemon saw that memory ran out. Undefined where it does not tell. */
  readonly memoryRanOut?: boolean;
  /** Seconds since 1970; 0 where it never was. */
  readonly started: number;
  readonly finished: number;
  /** How often the restart policy has started it anew. */
  readonly restarts: number;
  readonly health?: HealthReport;
  /** Path and arguments of its first process. */
  readonly argv: readonly string[];
  /** As they are in force: where the command line said nothing, the daemon has put the image's there. */
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  /** `NAME=value` */
  readonly environment: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  readonly stopSignal: string;
  /** Seconds that `docker stop` waits; missing where nothing was set. */
  readonly stopTimeout?: number;
  readonly init: boolean;
  readonly restartPolicy: string;
  /** Of the policy `on-failure`; 0 without a limit. */
  readonly mostRestarts: number;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  /** Bytes; 0 without a limit. */
  readonly memoryLimit: number;
  /** `host` where it takes no part in the mapping of users. */
  readonly userNamespace: string;
}

export interface HealthReport {
  readonly status: string;
  readonly failures: number;
  /** What the last check printed. */
  readonly output: string;
}

/** `GET /images/{id}/json`. */
export interface ImageInspection {
  readonly configuration: ImageConfiguration;
  /** `NAME=value` */
  readonly environment: readonly string[];
  readonly local: LocalImage | undefined;
}

/** An entry of `GET /volumes`. */
export interface VolumeInspection {
  /** Where its files are on the daemon's machine; empty where the driver does not tell. */
  readonly mountPoint: string;
}

/** What `GET /info` tells of who root is outside a container. */
export interface EngineSecurity {
  readonly rootless: boolean;
  /** `userns-remap`: the users of containers are other users outside. */
  readonly mapsUsers: boolean;
}
