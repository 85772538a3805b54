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
  /** `name@sha256:…`; missing in old recordings. */
  readonly digests?: readonly string[];
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
  readonly ports?: readonly PortFacts[];
  readonly mounts?: readonly MountFacts[];
  readonly networks?: readonly AttachedNetwork[];
  /** Id of the swarm's task that made it. */
  readonly taskId?: string;
  /** `Config.User`, empty for root; undefined while it has not been read. Never changes for a container. */
  readonly user?: string;
}

export interface PortFacts {
  readonly containerPort: number;
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string;
  /** The host's address that it is bound to: `0.0.0.0`, `::`, `127.0.0.1`. Missing where it is not published. */
  readonly hostAddress?: string;
  readonly hostPort?: number;
}

export interface MountFacts {
  /** The daemon's word: `volume`, `bind`, `tmpfs`, `npipe`, `cluster`, `image`. */
  readonly kind: string;
  /** Of a volume. */
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface AttachedNetwork {
  readonly name: string;
  /** Empty where the daemon does not tell it: a container that was never started. */
  readonly id: string;
  /** Empty while it does not run. */
  readonly address: string;
}

export interface VolumeFacts {
  readonly name: string;
  readonly driver: string;
  /** Seconds since 1970; 0 where it is not told. */
  readonly created: number;
  readonly composeProject?: string;
  /** Made without a name: 64 hexadecimal digits, or the label that newer Engines write. */
  readonly anonymous: boolean;
}

export interface NetworkFacts {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `local`, `swarm` or `global`. */
  readonly scope: string;
  readonly internal: boolean;
  readonly created: number;
  readonly composeProject?: string;
  /** `192.168.1.0/24` */
  readonly subnets: readonly string[];
}

/** Told by a manager of a swarm only. */
export interface SwarmFacts {
  readonly services: readonly { readonly id: string; readonly name: string; readonly imageName: string; readonly mode: string; readonly replicas?: number }[];
  readonly tasks: readonly SwarmTaskFacts[];
  readonly machines: readonly { readonly id: string; readonly name: string; readonly role: string; readonly availability: string; readonly state: string }[];
}

export interface SwarmTaskFacts {
  readonly id: string;
  readonly serviceId: string;
  /** Empty while it has no machine. */
  readonly machineId: string;
  readonly slot?: number;
  readonly state: string;
  readonly wantedState: string;
  readonly error: string;
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
  /** `Os` of the daemon's version: `linux` or `windows`; missing where it is not told. */
  readonly operatingSystem?: string;
  readonly images: readonly ImageFacts[];
  readonly containers: readonly ContainerFacts[];
  /** Undefined where they were not asked for, or where the daemon cannot tell. */
  readonly volumes?: readonly VolumeFacts[];
  readonly networks?: readonly NetworkFacts[];
  /** Undefined outside a swarm and on a machine that is no manager of it. */
  readonly swarm?: SwarmFacts;
  /** What a bound kept out, one sentence each. */
  readonly leftOut: readonly string[];
  /** Kinds of which the daemon has more than is here: what depends on all of them must not be claimed. */
  readonly incomplete?: readonly ('images' | 'containers')[];
}

/** What `docker system df` counts. Undefined: not asked for, or the daemon cannot tell. All in bytes. */
export interface DaemonDiskFacts {
  /** All layers of all images, each once. */
  readonly layerBytes?: number;
  /** Of an image: bytes of layers that others need, too; missing where it is not counted. */
  readonly images?: readonly { readonly id: string; readonly sharedBytes?: number }[];
  readonly containers?: readonly { readonly id: string; readonly writableBytes: number }[];
  /** `bytes` is missing where the volume's driver cannot tell. */
  readonly volumes?: readonly { readonly name: string; readonly bytes?: number; readonly containers: number }[];
  readonly buildCache?: readonly BuildCacheRecord[];
  /** Totals of the build cache, from Engines that tell these without the records. */
  readonly buildCacheTotals?: { readonly bytes: number; readonly reclaimable: number };
}

export interface BuildCacheRecord {
  /** The step that made it, in BuildKit's words: `[2/2] COPY two /`, `fileop target`. */
  readonly description: string;
  readonly bytes: number;
  readonly inUse: boolean;
  /** An image has the same layer: its bytes are counted there. */
  readonly shared: boolean;
}
