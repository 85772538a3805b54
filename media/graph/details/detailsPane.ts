import type { GraphNode } from '../../../server/protocol/graph';
import type { GraphDetails } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { replaceKeepingPlace } from '../../webview/keepPlace';
import { iconButton, kindIconOf } from '../icons';
import { detailsSections, type DetailsEvents } from './detailsSections';

export interface DetailsPaneEvents extends DetailsEvents {
  /** Shows the diagram of the node. */
  onDiagram(node: string): void;
}

/** What is told about the selected node. An update keeps scroll and focus. */
export class DetailsPane {
  readonly element = element('div', { class: 'details', tabindex: '-1' });
  private node: string | undefined;
  private shown = '';

  constructor(private readonly events: DetailsPaneEvents) {
    this.select(undefined, undefined);
  }

  /** Another node is selected: until its details come, its name stands here. */
  select(node: string | undefined, known: GraphNode | undefined): void {
    this.node = node;
    this.shown = '';
    this.element.scrollTop = 0;
    if (node === undefined) {
      this.element.replaceChildren(element('p', { class: 'nothing-here' }, ['Select something to see what it is, what it needs and what needs it.']));
    } else {
      const words = known === undefined ? [] : [element('p', {}, [known.note])];
      this.element.replaceChildren(...this.frame(node, '', known?.label ?? node.replace(/^[a-z]+:/, ''), words));
    }
  }

  /** The answer about a node; one about another node than the selected one came too late and is left out. */
  show(node: string, details: GraphDetails | null): void {
    if (node !== this.node) {
      return;
    }
    const text = JSON.stringify(details);
    if (text === this.shown) {
      return;
    }
    this.shown = text;
    if (details === null) {
      this.showGone();
      return;
    }
    const sections = detailsSections(details, Date.now(), this.events);
    this.element.classList.remove('gone');
    replaceKeepingPlace(this.element, this.element, this.frame(node, details.kindName, details.title, sections));
  }

  /** What was told last stays readable below the words that it is gone. */
  private showGone(): void {
    if (!this.element.classList.contains('gone')) {
      this.element.classList.add('gone');
      this.element.prepend(element('p', { class: 'gone-words', role: 'status' }, ['It is gone, or nothing can be told about it.']));
    }
  }

  private frame(node: string, kindName: string, title: string, sections: readonly HTMLElement[]): HTMLElement[] {
    this.element.classList.remove('gone');
    const diagram = iconButton('diagram', `Show the diagram of ${title}`, () => this.events.onDiagram(node), 'Diagram');
    diagram.dataset['key'] = 'diagram';
    const copy = iconButton('copy', 'Copy its name', () => this.events.onCopy(title));
    copy.dataset['key'] = 'copy-name';
    return [
      element('div', { class: 'heading' }, [
        element('p', { class: 'kind' }, [kindIconOf(node), kindName]),
        element('h2', {}, [title]),
        element('div', { class: 'tools' }, [diagram, copy]),
      ]),
      ...sections,
    ];
  }
}
