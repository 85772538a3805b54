import { conditionWords, type ComposeDiagramNode, type ServiceCondition, type ServiceState } from '../../server/protocol/composeDiagram';
import { svgElement } from '../webview/element';
import type { Picture } from '../webview/picture';

/** The sign of each condition: with the word it tells the same as the colour. */
const signs: Readonly<Record<ServiceCondition, string>> = {
  running: '●',
  starting: '◔',
  unhealthy: '▲',
  finished: '✓',
  failed: '✕',
  stopped: '■',
  paused: '◐',
  none: '○',
};

const height = 16;
const padding = 7;

/**
 * Writes each service's state onto the lower border of its node, in place of what stood there: nothing moves when a state
 * changes. Where no service has a container there is no state to tell apart. The picture must be on the page, because the
 * words are measured.
 */
export function drawStates({ elements }: Picture, nodes: readonly ComposeDiagramNode[]): void {
  const anyContainer = nodes.some(({ state }) => state !== undefined && state.condition !== 'none');
  for (const { id, state } of nodes) {
    const group = elements.get(id);
    group?.querySelector('.state')?.remove();
    if (group !== undefined && state !== undefined && anyContainer) {
      drawState(group, state);
    }
  }
}

function drawState(group: SVGGElement, state: ServiceState): void {
  const shape = group.querySelector<SVGGraphicsElement>('.label-container');
  if (shape === null) {
    return;
  }
  const words = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  words.textContent = `${signs[state.condition]} ${conditionWords[state.condition]}`;
  const pill = svgElement('rect', { height: String(height), rx: String(height / 2) });
  const drawn = svgElement('g', { class: `state ${state.condition}` }, [pill, words]);
  group.append(drawn);
  const box = shape.getBBox();
  const width = words.getComputedTextLength() + 2 * padding;
  const left = box.x + (box.width - width) / 2;
  const top = box.y + box.height - height / 2 + 3;
  pill.setAttribute('width', String(width));
  pill.setAttribute('x', String(left));
  pill.setAttribute('y', String(top));
  words.setAttribute('x', String(left + padding));
  words.setAttribute('y', String(top + 11.5));
}

/** `running: shop-web-1: Up 3 minutes`, without the sign, for ears. */
export function stateWords({ condition, sentences }: ServiceState): string {
  return [conditionWords[condition], ...(sentences.length === 0 ? [] : [sentences.join('; ')])].join(': ');
}
