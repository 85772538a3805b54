import { daemonProblem } from '../graphState';
import type { Content } from '../language/content';
import { buildGraph } from '../language/graph/buildGraph';
import type { DaemonFacts } from '../language/graph/daemonFacts';
import { outline, outlineText, summarize } from '../language/graph/describe';
import { toDot } from '../language/graph/toDot';
import { toMermaid } from '../language/graph/toMermaid';
import type { DockerGraph } from '../protocol/graph';
import { connectToDaemon, type DaemonReader } from '../world/docker/connect';
import { findDaemonAddress } from '../world/docker/daemonAddress';
import { choiceInWords, type DaemonChoice } from '../world/docker/daemonChoice';
import { toDaemonFailure } from '../world/docker/daemonFailure';
import { takeSnapshot } from '../world/docker/snapshot';

export interface GraphCommandOptions {
  /** As `docker --host` and `docker --context`. */
  readonly daemon: DaemonChoice;
  readonly format: 'text' | 'json' | 'mermaid' | 'dot';
  /** For the words of `content/daemon.yaml`. */
  readonly content: Content;
}

export interface GraphCommandOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * `layerwise graph`: prints the whole graph of a daemon once.
 * @returns the exit code: 0, or 2 with one line on `error` where no daemon can be read.
 */
export async function graphCommand(options: GraphCommandOptions, write: GraphCommandOutput): Promise<number> {
  let reader: DaemonReader | undefined;
  let facts: DaemonFacts;
  try {
    reader = connectToDaemon(findDaemonAddress(options.daemon));
    facts = await takeSnapshot(reader);
  } catch (error) {
    const { title, host, detail } = daemonProblem(options.content, toDaemonFailure(error, reader?.host ?? choiceInWords(options.daemon)));
    write.error(`layerwise graph: ${title} (${host}: ${detail})\n`);
    return 2;
  } finally {
    reader?.close();
  }
  write.out(formatGraph(buildGraph(facts, 'daemon'), options.format));
  return 0;
}

function formatGraph(graph: DockerGraph, format: GraphCommandOptions['format']): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(graph, undefined, 2)}\n`;
    case 'mermaid':
      return toMermaid(graph).mermaid;
    case 'dot':
      return toDot(graph);
    case 'text':
      return `Docker Engine ${graph.engineVersion} at ${graph.host}\n${summarize(graph)}\n\n${outlineText(outline(graph))}`;
  }
}
