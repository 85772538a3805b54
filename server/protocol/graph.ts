/** The graph message: what the daemon holds, as nodes and edges. Shared by server, client, webview and command line. */
import type { GraphDrawing, OutlineItem } from './drawing';

/** Why a daemon cannot be read. Each has a text in `content/daemon.yaml`. */
export type DaemonProblemReason =
  | 'socket-missing'
  | 'connection-refused'
  | 'permission-denied'
  | 'timeout'
  | 'not-docker'
  | 'bad-host'
  /** The address is right, but Layerwise cannot speak to it yet: `ssh://`, TLS. */
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

/** A chain of layers that no other image branches off from; collapsed into one node. */
export interface LayerNode {
  readonly kind: 'layer';
  /** Identity is the chain, not the diff id: the same diff id can occur several times in one image. */
  readonly id: string;
  /** How many layers this node stands for. */
  readonly layers: number;
  /** Bytes these layers add, or undefined while the daemon has not told. */
  readonly bytes?: number;
  /** What made them, oldest first; one for each layer. Undefined while the daemon has not told, or where it cannot. */
  readonly steps?: readonly LayerStep[];
}

export interface LayerStep {
  /** The instruction, shortened to one line and with secrets masked. */
  readonly instruction: string;
  readonly bytes: number;
}

export interface ImageNode {
  readonly kind: 'image';
  readonly id: string;
  /** `name:tag`, sorted; empty for a dangling image. */
  readonly tags: readonly string[];
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly name: string;
  /** The image as it was named when the container was made; the image itself may be gone. */
  readonly imageName: string;
  /** The daemon's own word: created, running, paused, restarting, removing, exited, dead. */
  readonly state: string;
  /** The daemon's own sentence: `Up 3 minutes`. */
  readonly status: string;
  /** With secrets masked. */
  readonly command: string;
}

export type GraphNode = LayerNode | ImageNode | ContainerNode;

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `on`: a layer lies on a layer; `top`: an image ends in a layer; `runs`: a container was made from an image. */
  readonly kind: 'on' | 'top' | 'runs';
}

export interface DockerGraph {
  /** Where it comes from: a real daemon or the recorded sample. */
  readonly source: 'daemon' | 'sample';
  readonly host: string;
  readonly engineVersion: string;
  readonly nodes: readonly GraphNode[];
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
  readonly drawing?: GraphDrawing;
  readonly outline?: readonly OutlineItem[];
  /** The graph in one or two sentences. */
  readonly summary?: string;
  readonly problem?: DaemonProblem;
  readonly notice?: GraphNotice;
}
