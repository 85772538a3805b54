/** The graph message: what the daemon holds, as nodes and edges. Shared by server, client, webview and command line. */
/** Why a daemon cannot be read. Each has a text in `content/daemon.yaml`. */
export type DaemonProblemReason =
  | 'socket-missing'
  | 'connection-refused'
  | 'permission-denied'
  | 'timeout'
  | 'not-docker'
  | 'bad-host'
  /** A certificate for TLS is not where it should be, or the daemon speaks TLS and nothing says with which one. */
  | 'certificate-missing'
  /** One side does not trust the other's certificate, or a file is no certificate. */
  | 'certificate-rejected'
  /** The system's `ssh` gave no connection to a daemon. */
  | 'ssh-failed'
  /** The daemon answers, and does not allow the call: an authorization plugin or a proxy before it. */
  | 'forbidden'
  /** It speaks an API older than what is needed. */
  | 'too-old'
  /** The address is right, but Layerwise cannot speak to it. */
  | 'not-supported'
  /** The daemon answered before and is gone now. */
  | 'connection-lost'
  | 'unknown';

export interface DaemonProblem {
  readonly reason: DaemonProblemReason;
  /** The address that was tried, as the user would write it: `unix:///var/run/docker.sock`. */
  readonly host: string;
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
  /** The system's own words, such as `connect ENOENT /var/run/docker.sock`. */
  readonly detail?: string;
}

/** What every node has. */
interface NodeWords {
  /**
   * The node's name on one line, for drawings, lists and screen readers: no control characters, no marks that turn the
   * direction of text, at most 120 characters.
   */
  readonly label: string;
  /** The second line, under the same conditions: `139 MB`, `running, healthy`. Empty where there is nothing to add. */
  readonly note: string;
  /** What is worth learning about it; each id has a text in `content/graph/cues`. Sorted. Missing: nothing. */
  readonly cues?: readonly string[];
}

/** A run of layers that no other image branches off from or ends in; drawn as one until it is opened. */
export interface LayerNode extends NodeWords {
  readonly kind: 'layer';
  /** Identity is the chain, not the diff id: the same diff id can occur several times in one image. */
  readonly id: string;
  /** How many layers this node stands for. */
  readonly layers: number;
  /** How many images need these layers. */
  readonly images: number;
  /** Bytes these layers add, or undefined while the daemon has not told. */
  readonly bytes?: number;
  /** What made them, oldest first; one for each layer. Undefined while the daemon has not told, or where it cannot. */
  readonly steps?: readonly LayerStep[];
}

export interface LayerStep {
  /** The instruction, shortened to one line and with secrets masked. */
  readonly instruction: string;
  readonly bytes: number;
  /** Seconds since 1970; 0 where it is not told. */
  readonly created: number;
}

export interface ImageNode extends NodeWords {
  readonly kind: 'image';
  readonly id: string;
  /** `name:tag`, sorted; empty for a dangling image. */
  readonly tags: readonly string[];
  /** `name@sha256:…`, sorted; empty for an image that was never pulled or pushed. */
  readonly digests: readonly string[];
  /** What the daemon gives as its size. */
  readonly bytes: number;
  /** Bytes of layers that only this image needs, and of layers that others need, too. Undefined while histories are missing. */
  readonly ownBytes?: number;
  readonly sharedBytes?: number;
  /** How many layers it has. */
  readonly layers: number;
  /** How many containers were made from it. */
  readonly containers: number;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface ContainerNode extends NodeWords {
  readonly kind: 'container';
  readonly id: string;
  readonly name: string;
  /** The image as it was named when the container was made; the image itself may be gone. */
  readonly imageName: string;
  /** The daemon's own word: created, running, paused, restarting, removing, exited, dead. */
  readonly state: string;
  /**
   * The daemon's own sentence: `Up 3 minutes`. In a live graph it is as old as the last other change of the container: that
   * a container grows older is no news. `note` has no age.
   */
  readonly status: string;
  /** Only where a health check runs. */
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** Only of a container that has exited. */
  readonly exitCode?: number;
  /** With secrets masked. */
  readonly command: string;
  /** Ports that it has, in the daemon's order of numbers: `0.0.0.0:8080 → 80/tcp`, `443/tcp` where it is not published. */
  readonly ports: readonly string[];
  /** Of which compose project and service it is. */
  readonly project?: string;
  readonly service?: string;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface VolumeNode extends NodeWords {
  readonly kind: 'volume';
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly anonymous: boolean;
  readonly project?: string;
  /** How many containers mount it, running or not. */
  readonly containers: number;
  /** Seconds since 1970; 0 where it is not told. */
  readonly created: number;
}

export interface NetworkNode extends NodeWords {
  readonly kind: 'network';
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  /** `bridge`, `host` and `none`, which every Engine has. */
  readonly predefined: boolean;
  readonly project?: string;
  readonly containers: number;
  readonly created: number;
}

/** A service of a swarm. */
export interface ServiceNode extends NodeWords {
  readonly kind: 'service';
  readonly id: string;
  readonly name: string;
  readonly imageName: string;
  /** `replicated`, `global`, `replicated-job` or `global-job`. */
  readonly mode: string;
  /** Tasks that run and that are wanted; undefined for a global service, which has one on each node. */
  readonly running: number;
  readonly wanted?: number;
}

/** A task of a service: one container somewhere in the swarm. */
export interface TaskNode extends NodeWords {
  readonly kind: 'task';
  readonly id: string;
  /** The swarm's word: `running`, `failed`, `rejected` … */
  readonly state: string;
  readonly wantedState: string;
  /** Why it is not where it should be, in the daemon's words; empty where nothing is wrong. */
  readonly error: string;
}

/** A machine of a swarm. */
export interface SwarmMachineNode extends NodeWords {
  readonly kind: 'machine';
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly availability: string;
  readonly state: string;
}

export type GraphNode = LayerNode | ImageNode | ContainerNode | VolumeNode | NetworkNode | ServiceNode | TaskNode | SwarmMachineNode;

/**
 * `on`: a layer lies on a layer; `top`: an image ends in a layer; `runs`: a container was made from an image; `mounts`: a
 * container mounts a volume; `joins`: a container is on a network; `belongs`: a task belongs to a service; `placed`: a task
 * runs on a machine; `starts`: a task has started a container of this daemon. Each points at what is needed.
 */
export type GraphEdgeKind = 'on' | 'top' | 'runs' | 'mounts' | 'joins' | 'belongs' | 'placed' | 'starts';

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: GraphEdgeKind;
}

export interface DockerGraph {
  /** Where it comes from: a real daemon or the recorded sample. */
  readonly source: 'daemon' | 'sample';
  readonly host: string;
  readonly engineVersion: string;
  /** Sorted by kind and id. */
  readonly nodes: readonly GraphNode[];
  /** Sorted by their ends. */
  readonly edges: readonly GraphEdge[];
  /** Set when a bound stopped the walk: what was left out, in words. */
  readonly leftOut?: string;
}

/** What the picture is, where it is not simply the daemon's present state. */
export interface GraphNotice {
  /** `sample`: the recorded sample; `stale`: what was there before the connection broke; `empty`: the daemon has nothing. */
  readonly kind: 'sample' | 'stale' | 'empty';
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
}

/** What the graph view shows: a graph, and the reason why it is a sample or missing. */
export interface GraphState {
  readonly graph?: DockerGraph;
  /** The graph in one or two sentences. */
  readonly summary?: string;
  readonly problem?: DaemonProblem;
  readonly notice?: GraphNotice;
  /** Set where only these were asked for: then the graph has no images, volumes and networks, whatever the daemon holds. */
  readonly scope?: 'containers';
}
