import { pathToFileURL } from 'node:url';
import { ClosedComposeFiles } from './closedComposeFiles';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { daemonSentence } from './language/composeDiagram/daemonSentence';
import type { DiagramNode } from './language/composeDiagram/diagramModel';
import { presentDiagram, projectNameOf, type PresentedDiagram } from './language/composeDiagram/presentDiagram';
import { serviceStates, type ServiceStates } from './language/composeDiagram/serviceStates';
import { isSyntaxFault } from './language/compose/yamlProblems';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { TextPositions } from './language/textPosition';
import type { ParsedCompose } from './openDocuments';
import type { ComposeDiagramNode, ComposeDiagramNotice, ComposeDiagramState } from './protocol/composeDiagram';
import type { ServiceContainers } from './serviceContainers';
import { systemPath } from './world/projectFiles';

/** One watched file: the last picture that could be drawn of it, and what was sent. */
interface Watched {
  last: Drawn | undefined;
  notice: ComposeDiagramNotice['kind'] | undefined;
  sent: string;
}

/** What is drawn of one reading of a project. */
interface Drawn {
  readonly facts: ComposeDocumentFacts;
  readonly diagram: PresentedDiagram;
  readonly nodes: readonly ComposeDiagramNode[];
}

/**
 * The pictures of the compose files that somebody watches. Each is drawn anew when its document is checked, which every
 * edit of a file of its project brings about, and gets new states when the daemon's containers change. Only what differs
 * is sent. A file that is closed is read from the disk.
 */
export class ComposeDiagrams {
  private readonly watched = new Map<string, Watched>();
  private readonly closedFiles = new ClosedComposeFiles();
  private unfollow: (() => void) | undefined;

  constructor(
    private readonly context: Pick<HandlerContext, 'documents' | 'facts' | 'service' | 'settings' | 'log'>,
    private readonly containers: ServiceContainers,
    private readonly send: (state: ComposeDiagramState) => void,
  ) {}

  /** Shows the file as soon as its project was read. Sends the state in any case. */
  async watch(uri: string): Promise<void> {
    this.watched.set(uri, { last: this.watched.get(uri)?.last, notice: undefined, sent: '' });
    this.unfollow ??= this.containers.follow(() => this.showAll());
    if (!this.context.documents.get(uri)) await this.closedFiles.read(uri);
    await this.draw(uri);
  }

  end(uri: string): void {
    this.watched.delete(uri);
    this.closedFiles.forget(uri);
    if (!this.context.documents.get(uri)) this.context.facts.projects.forget(uri);
    if (this.watched.size === 0) this.endFollowing();
  }

  /** The document was checked: it, a file of its project or what is known of it may have changed. */
  checked(uri: string): void {
    if (this.watched.has(uri)) void this.draw(uri);
  }

  /** An editor closed or a program changed the file: what the disk has counts where no editor holds it. */
  async fileChanged(uri: string): Promise<void> {
    if (!this.watched.has(uri) || this.context.documents.get(uri)) return;
    await this.closedFiles.read(uri);
    await this.draw(uri);
  }

  dispose(): void {
    this.watched.clear();
    this.endFollowing();
  }

  private endFollowing(): void {
    this.unfollow?.();
    this.unfollow = undefined;
  }

  private async draw(uri: string): Promise<void> {
    await guard('compose diagram', this.context.log, undefined, async () => {
      const { projects } = this.context.facts;
      const opened = this.composeAt(uri);
      if (opened && !projects.isComplete(opened)) await this.context.facts.completeCompose(opened);
      const watched = this.watched.get(uri);
      if (!watched) return;
      const parsed = this.composeAt(uri);
      if (parsed) this.read(watched, parsed);
      else watched.notice = watched.last ? 'unreadable' : 'empty';
      this.show(uri, watched);
    });
  }

  private composeAt(uri: string): ParsedCompose | undefined {
    const parsed = this.context.documents.get(uri);
    return parsed ? (parsed.kind === 'compose' ? parsed : undefined) : this.closedFiles.get(uri);
  }

  private read(watched: Watched, parsed: ParsedCompose): void {
    const facts = this.context.facts.projects.now(parsed);
    watched.notice = undefined;
    if (watched.last?.facts === facts) return;
    if (facts.project.faults.some(({ code }) => isSyntaxFault(code))) {
      watched.notice = 'unreadable';
      return;
    }
    const diagram = presentDiagram(facts.project);
    if (!diagram) watched.notice = 'empty';
    watched.last = diagram && { facts, diagram, nodes: nodesOf(diagram.nodes, facts, parsed) };
  }

  private showAll(): void {
    for (const [uri, watched] of this.watched) {
      if (watched.sent !== '') void guard('compose diagram', this.context.log, undefined, () => this.show(uri, watched));
    }
  }

  private show(uri: string, watched: Watched): void {
    const state = this.stateOf(uri, watched);
    const text = JSON.stringify(state);
    if (text === watched.sent) return;
    watched.sent = text;
    this.send(state);
  }

  private stateOf(uri: string, { last, notice }: Watched): ComposeDiagramState {
    const states = this.statesOf(last);
    return {
      uri,
      projectName: last?.diagram.projectName ?? '',
      ...(last ? { drawing: last.diagram.drawing } : {}),
      nodes: last?.nodes.map((node) => withState(node, states)) ?? [],
      outline: last?.diagram.outline(states?.byNode ?? new Map()) ?? [],
      summary: last?.diagram.summary ?? '',
      daemonSentence: last ? daemonSentence(this.containers.now, states, this.context.service.content.daemonProblems) : '',
      ...this.noticeOf(notice),
    };
  }

  private statesOf(last: Drawn | undefined): ServiceStates | undefined {
    const { now } = this.containers;
    if (!last || now.kind !== 'answers') return undefined;
    const { project } = last.facts;
    return serviceStates(now.containers, project, projectNameOf(project));
  }

  private noticeOf(kind: ComposeDiagramNotice['kind'] | undefined): { readonly notice?: ComposeDiagramNotice } {
    const text = kind && this.context.service.content.composeDiagramNotices?.[kind];
    return text ? { notice: { kind, ...text } } : {};
  }
}

function withState(node: ComposeDiagramNode, states: ServiceStates | undefined): ComposeDiagramNode {
  const state = states?.byNode.get(node.id);
  return state ? { ...node, state } : node;
}

/** Places as an editor reads them. */
function nodesOf(nodes: readonly DiagramNode[], { project, path: own }: ComposeDocumentFacts, parsed: ParsedCompose): readonly ComposeDiagramNode[] {
  const positions = new Map<string, TextPositions>();
  return nodes.map(({ id, kind, name, place }): ComposeDiagramNode => {
    const text = place && project.texts.get(place.path);
    if (!place || text === undefined) return { id, kind, label: name };
    const known = positions.get(place.path) ?? new TextPositions(text);
    positions.set(place.path, known);
    const uri = place.path === own ? parsed.document.uri : pathToFileURL(systemPath(place.path)).href;
    return { id, kind, label: name, place: { uri, range: known.rangeOf(place.span) } };
  });
}
