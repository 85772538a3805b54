import type { Connection } from 'vscode-languageserver';
import { dockerCommandWords, ownTerminalShell } from './dockerCommandWords';
import type { GraphFacts, KnownGraph } from './graphFacts';
import { guard, type FailureLog } from './guard';
import type { Content } from './language/content';
import { graphDetails, imageToTrace } from './language/graph/details/graphDetails';
import type { DetailsSurroundings } from './language/graph/details/surroundings';
import type { LayerOrigins } from './layerOrigins';
import { inspectImage, inspectNode } from './nodeInspections';
import type { GraphDetails } from './protocol/graphDetails';
import { graphDetailsRequest } from './protocol/messages';
import type { LayerwiseSettings } from './protocol/settings';
import { daemonChoice } from './settings';
import { askDaemon } from './world/docker/askDaemon';
import type { DaemonReader } from './world/docker/connect';

export interface GraphDetailsOptions {
  readonly content: Content;
  /** The settings as they are now. */
  readonly settings: () => LayerwiseSettings;
  readonly facts: GraphFacts;
  readonly origins: LayerOrigins;
  readonly log: FailureLog;
}

/** Details are wanted at once: what the daemon has not answered by then is left out. */
const limits = { pingTimeout: 2_000, answerTimeout: 3_000 };

/** Answers `graphDetailsRequest`. A daemon that does not answer leaves what the graph knows. */
export function registerGraphDetailsHandler(connection: Connection, options: GraphDetailsOptions): void {
  connection.onRequest(graphDetailsRequest, ({ node }) => guard('graph details', options.log, null, () => readDetails(node, options)));
}

async function readDetails(node: string, { content, settings, facts, origins }: GraphDetailsOptions): Promise<GraphDetails | null> {
  const known = await facts.now();
  if (known === undefined) return null;
  const choice = daemonChoice(settings());
  const shell = ownTerminalShell();
  const asked = known.origin === 'live' || known.origin === 'read' ? await askDaemon(choice, (reader) => askAbout(node, known, reader, origins), limits) : undefined;
  const around: DetailsSurroundings = {
    texts: content.graph,
    level: settings().explainLevel,
    now: Date.now(),
    shell,
    docker: known.origin === 'sample' ? undefined : dockerCommandWords(choice, known.facts.host, shell),
    told: asked?.told ?? {},
    ...(asked && { madeBy: asked.madeBy }),
  };
  return graphDetails(node, known.facts, known.graph, around) ?? null;
}

async function askAbout(node: string, { facts, graph }: KnownGraph, reader: DaemonReader, origins: LayerOrigins): Promise<Pick<DetailsSurroundings, 'told' | 'madeBy'>> {
  const traced = imageToTrace(node, graph);
  const image = facts.images.find(({ id }) => id === traced);
  const [told, madeBy] = await Promise.all([inspectNode(reader, node, facts), image && origins.madeBy(image, facts, (id) => inspectImage(reader, id))]);
  return { told, ...(madeBy && { madeBy }) };
}
