import type { GraphDrawing, OutlineItem } from '../../protocol/drawing';
import type { ServiceState } from '../../protocol/composeDiagram';
import type { ComposeProject } from '../compose/project/composeProject';
import type { DiagramNode } from './diagramModel';
import { diagramOf } from './diagramOf';
import { diagramOutline, diagramSummary } from './diagramOutline';
import { diagramText } from './diagramText';

/** All that is shown of one project. */
export interface PresentedDiagram {
  /** `''` where the project has none, as a file that lies nowhere. */
  readonly projectName: string;
  readonly drawing: GraphDrawing;
  /** Those of the list; the picture may hold fewer. */
  readonly nodes: readonly DiagramNode[];
  readonly summary: string;
  /** @param states by the service's name */
  outline(states: ReadonlyMap<string, ServiceState>): readonly OutlineItem[];
}

/** Picture, list and summary of a project; undefined where it has no service. The same project gives the same. */
export function presentDiagram(project: ComposeProject): PresentedDiagram | undefined {
  const model = diagramOf(project);
  if (!model.nodes.some(({ kind }) => kind === 'service')) return undefined;
  return {
    projectName: projectNameOf(project),
    drawing: diagramText(model),
    nodes: model.nodes,
    summary: diagramSummary(model),
    outline: (states) => diagramOutline(model, states),
  };
}

/** `COMPOSE_PROJECT_NAME` of `.env`, `name` of the file, or that of the folder. */
export function projectNameOf({ variables }: ComposeProject): string {
  return variables.get('COMPOSE_PROJECT_NAME')?.value ?? '';
}
