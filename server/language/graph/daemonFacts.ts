/**
 * What a daemon told, reduced to what the graph needs. The world reads it, the core draws conclusions from it.
 * Plain data: it can be recorded to a file and read back.
 */

/** One row of `docker history`, as the daemon gives it. */
export interface HistoryRow {
  /** `CreatedBy`: the instruction, in the builder's own spelling. May hold secrets: mask before showing. */
  readonly createdBy: string;
  /** Bytes the row added; 0 both for an empty layer and for no layer at all. */
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** `buildkit.dockerfile.v0` for BuildKit's rows. */
  readonly comment: string;
}

export interface ImageFacts {
  /** `sha256:…` */
  readonly id: string;
  /** `name:tag`; empty for a dangling image. */
  readonly tags: readonly string[];
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** Diff ids (`RootFS.Layers`), base first. The same one can occur several times. */
  readonly layers: readonly string[];
  /** Oldest first. Undefined while it has not been read, or where the daemon could not tell. */
  readonly history?: readonly HistoryRow[];
}

export interface ContainerFacts {
  readonly id: string;
  /** Without the leading slash. */
  readonly name: string;
  /** Id of the image it was made from; the image itself may be gone. */
  readonly imageId: string;
  /** The image as the user named it when the container was made. */
  readonly imageName: string;
  readonly state: string;
  readonly status: string;
  readonly command: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** Of which service of which project it is, where `docker compose` has made it. */
  readonly compose?: ComposeOrigin;
}

/** What `docker compose` writes as labels on a container that it makes. */
export interface ComposeOrigin {
  readonly project: string;
  readonly service: string;
  /** The project's folder on the machine of the client, in its spelling; empty where it is not told. */
  readonly folder: string;
  /** The compose files in the same spelling. */
  readonly files: readonly string[];
  /** True for a container of `docker compose run`. */
  readonly isOneOff: boolean;
}

export interface DaemonFacts {
  /** The address as a user writes it: `unix:///var/run/docker.sock`. */
  readonly host: string;
  readonly engineVersion: string;
  readonly images: readonly ImageFacts[];
  readonly containers: readonly ContainerFacts[];
  /** What a bound kept out, one sentence each. */
  readonly leftOut: readonly string[];
}
