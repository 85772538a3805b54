import { daemonProblem } from '../graphState';
import type { Content } from '../language/content';
import { buildGraph } from '../language/graph/buildGraph';
import type { DaemonDiskFacts, DaemonFacts } from '../language/graph/daemonFacts';
import { outline, outlineText, summarize } from '../language/graph/describe';
import { diskText } from '../language/graph/disk/diskText';
import { diskUsage } from '../language/graph/disk/diskUsage';
import { findNodes } from '../language/graph/focus/findNode';
import { focusDiagram } from '../language/graph/focus/focusDiagram';
import { toDot } from '../language/graph/toDot';
import { toMermaid } from '../language/graph/toMermaid';
import { joinWords } from '../language/wording';
import type { DockerGraph } from '../protocol/graph';
import { connectToDaemon, type DaemonReader } from '../world/docker/connect';
import { findDaemonAddress } from '../world/docker/daemonAddress';
import { choiceInWords, type DaemonChoice } from '../world/docker/daemonChoice';
import { DaemonFailure, toDaemonFailure } from '../world/docker/daemonFailure';
import { decodeDiskUsage } from '../world/docker/decodeDiskUsage';
import { takeSnapshot } from '../world/docker/snapshot';
import { CommandError, exitCodes, type CommandOutput } from './output';

export const graphFormats = ['text', 'json', 'mermaid', 'dot'] as const;

export interface GraphCommandOptions {
  /** As `docker --host` and `docker --context`. */
  readonly daemon: DaemonChoice;
  /** The whole graph, one node with what is around it, or where the disk goes. `everything` where it is missing. */
  readonly about?: 'everything' | 'disk' | { readonly focus: string };
  readonly format: (typeof graphFormats)[number];
  /** For the words of `content/daemon.yaml`. */
  readonly content: Content;
}

/**
 * `layerwise graph`: prints what a daemon holds, once.
 * @returns the exit code: 0, or 2 with one line on `error` where no daemon can be read.
 * @throws CommandError where nothing, or more than one thing, has the name that is asked for
 */
export async function graphCommand({ daemon, about = 'everything', format, content }: GraphCommandOptions, write: CommandOutput): Promise<number> {
  let reader: DaemonReader | undefined;
  let facts: DaemonFacts;
  let disk: DaemonDiskFacts | undefined;
  try {
    reader = connectToDaemon(findDaemonAddress(daemon));
    facts = await takeSnapshot(reader);
    disk = about === 'disk' ? await readDiskUsage(reader) : undefined;
  } catch (error) {
    const { title, host, detail } = daemonProblem(content, toDaemonFailure(error, reader?.host ?? choiceInWords(daemon)));
    write.error(`layerwise graph: ${title} (${host}: ${detail})\n`);
    return exitCodes.couldNotRun;
  } finally {
    reader?.close();
  }
  if (about === 'disk') {
    const usage = diskUsage(facts, disk);
    write.out(format === 'json' ? json(usage) : diskText(usage));
  } else {
    const graph = buildGraph(facts, 'daemon');
    write.out(about === 'everything' ? formatGraph(graph, format) : formatFocus(graph, about.focus, format));
  }
  return exitCodes.fine;
}

/** Undefined where this daemon cannot count: what it holds is still known. */
async function readDiskUsage(reader: DaemonReader): Promise<DaemonDiskFacts | undefined> {
  try {
    return decodeDiskUsage(await reader.diskUsage());
  } catch (error) {
    if (error instanceof DaemonFailure && error.reason === 'unknown') {
      return undefined;
    }
    throw error;
  }
}

function formatGraph(graph: DockerGraph, format: GraphCommandOptions['format']): string {
  switch (format) {
    case 'json':
      return json(graph);
    case 'mermaid':
      return toMermaid(graph).mermaid;
    case 'dot':
      return toDot(graph);
    case 'text':
      return `Docker Engine ${graph.engineVersion} at ${graph.host}\n${summarize(graph)}\n\n${outlineText(outline(graph))}`;
  }
}

function formatFocus(graph: DockerGraph, words: string, format: GraphCommandOptions['format']): string {
  const found = findNodes(graph, words);
  if (found.length > 1) {
    throw new CommandError(`${words} can be ${joinWords(found, 5)}; say which with --focus`);
  }
  const focus = found[0] === undefined ? undefined : focusDiagram(graph, found[0]);
  if (focus === undefined) {
    throw new CommandError(`no image, container, volume, network, service or project is called ${words}`);
  }
  switch (format) {
    case 'json':
      return json(focus);
    case 'mermaid':
      return focus.drawing.mermaid;
    default: {
      const shown = new Set(Object.values(focus.drawing.nodes));
      const lines = graph.nodes.filter(({ id }) => shown.has(id)).map(({ kind, label, note }) => `  ${kind} ${label}${note === '' ? '' : `: ${note}`}`);
      const { leftOut } = focus.drawing;
      return `${[focus.summary, ...lines, ...(leftOut === undefined ? [] : [leftOut])].join('\n')}\n`;
    }
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
