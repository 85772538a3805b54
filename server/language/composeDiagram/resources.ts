import type { ComposeProject } from '../compose/project/composeProject';
import type { Place } from '../compose/project/composeNode';
import { nodeAt, scalarAt } from '../compose/project/readNodes';
import type { DiagramNode } from './diagramModel';
import { shownText, shownValue } from './shownText';

/**
 * A network, volume, secret or config by the name that services use.
 * @param usedAt where a service names it; that is its place where nothing at the top declares it
 */
export function resourceNode(project: ComposeProject, kind: 'network' | 'volume' | 'secret' | 'config', name: string, usedAt: Place | undefined): DiagramNode {
  const section = nodeAt(project.model, `${kind}s`);
  const declared = section?.kind === 'mapping' ? section.entries.get(name) : undefined;
  const other = scalarAt(declared?.value, 'name');
  const isExternal = scalarAt(declared?.value, 'external')?.value === true;
  const otherName = other ? shownValue(other) : '';
  const shown = shownText(name);
  return {
    id: `${kind}:${name}`,
    kind,
    name: shown,
    details: [...(otherName !== '' && otherName !== shown ? [otherName] : []), ...(isExternal ? ['external'] : [])],
    place: declared?.keyPlace ?? usedAt,
    isInProfile: false,
  };
}
