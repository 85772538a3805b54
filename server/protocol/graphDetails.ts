import type { Location } from 'vscode-languageserver-protocol';
import type { GraphDrawing } from './drawing';
import type { LayerStep } from './graph';

/** What is told about one node, on request. All texts are plain text with secrets masked, never markup. */
export interface GraphDetails {
  /** The node's id in the graph, or `project:NAME` for a compose project. */
  readonly node: string;
  /** `Image`, `Container` … */
  readonly kindName: string;
  readonly title: string;
  /** What such a thing is, at the reader's level, and what this one is: short paragraphs. */
  readonly paragraphs: readonly string[];
  /** Facts in reading order: `Size`, `139 MB, of which 12 MB are its own`. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** What is worth learning about it. */
  readonly cues: readonly GraphCue[];
  /** What really runs, where it can be told: argv as one line, and how it comes about. */
  readonly command?: { readonly line: string; readonly explanation: string };
  /** The layers that it consists of, base first. */
  readonly layers?: readonly LayerRow[];
  /** Nodes that belong to it, to go to. */
  readonly related: readonly RelatedNodes[];
  /** Commands that act on it; the reader runs them. */
  readonly commands: readonly DockerCommand[];
}

export interface LayerRow extends LayerStep {
  /** The node that the layer belongs to. */
  readonly node: string;
  /** How many images need it, this one included. */
  readonly images: number;
  /** The line of a Dockerfile of the workspace that made it. */
  readonly madeBy?: { readonly location: Location; readonly words: string };
}

export interface RelatedNodes {
  /** `Containers made from it` */
  readonly title: string;
  readonly nodes: readonly { readonly node: string; readonly label: string }[];
}

export interface DockerCommand {
  /** What it does, in a few words. */
  readonly title: string;
  /** Ready for a terminal: names are quoted where a shell needs it. */
  readonly line: string;
  /** True where it stops, changes or deletes something. */
  readonly changes: boolean;
}

export interface GraphCue {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly remedy: string;
  /** Id of a lesson that exists. */
  readonly lesson?: string;
}

/** Where the disk goes, on request: the daemon needs up to seconds to count it. */
export interface DiskUsage {
  /** Undefined where the daemon did not tell. All in bytes. */
  readonly layerBytes?: number;
  readonly containerBytes?: number;
  readonly volumeBytes?: number;
  readonly buildCacheBytes?: number;
  /** What `docker system df` calls reclaimable of the build cache. */
  readonly buildCacheReclaimable?: number;
  /** Bytes that go when all dangling images go together. */
  readonly danglingBytes?: number;
  /** Bytes that go when all images without a container go together. */
  readonly unusedBytes?: number;
  /** What the build cache holds of these, too: it goes when the cache is pruned after them. Missing: nothing. */
  readonly unusedInBuildCache?: number;
  /** Largest first. */
  readonly rows: readonly DiskRow[];
  /** What a bound or a silent daemon left out, in words. */
  readonly leftOut?: string;
  /** Commands that free what can go together; the reader runs them. */
  readonly commands?: readonly DockerCommand[];
}

export interface DiskRow {
  readonly node: string;
  readonly kind: 'image' | 'container' | 'volume' | 'build-cache';
  readonly label: string;
  readonly bytes: number;
  /** Of an image: what others need, too. */
  readonly sharedBytes: number;
  /** What would be freed by removing this one alone; 0 while something still needs it. */
  readonly freedBytes: number;
  /** Why nothing or less is freed: `2 containers use it`. Empty where nothing holds it. */
  readonly heldBy: string;
}

/** The chosen node with its neighbourhood as a mermaid flowchart, and in words. */
export interface FocusDiagram {
  readonly node: string;
  readonly drawing: GraphDrawing;
  readonly summary: string;
}

/** A `docker context`, as the command line lists them. */
export interface DockerContext {
  readonly name: string;
  readonly host: string;
  readonly description: string;
  /** The one that the Docker command line uses now. */
  readonly current: boolean;
}
