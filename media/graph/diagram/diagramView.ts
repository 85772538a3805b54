import type { FocusDiagram } from '../../../server/protocol/graphDetails';
import { element } from '../../webview/element';
import { legend } from '../legend';
import { FocusPicture } from './focusPicture';

export interface DiagramEvents {
  /** The diagram of a node is to be made; the answer comes as `show`. */
  onAsked(node: string): void;
  onSelect(node: string | undefined): void;
  nameOf(node: string): string;
}

/**
 * The diagram of one node and what is around it. It is asked for while it is in sight only, and again when the graph changes;
 * until the answer is drawn the old picture stays, and zoom and place stay for the same node.
 */
export class DiagramView {
  readonly element = element('div', { class: 'diagram' });
  private readonly words = element('p', { class: 'nothing-here', role: 'status' });
  private readonly note = element('p', { id: 'left-out' });
  private readonly legendPlace = element('div');
  readonly picture: FocusPicture;
  private node: string | undefined;
  private shown: FocusDiagram | undefined;
  private drawnNode: string | undefined;
  private explained: string | undefined;
  private isOpen = false;
  private isOutdated = true;

  constructor(private readonly events: DiagramEvents) {
    this.picture = new FocusPicture({
      onSelect: (node) => events.onSelect(node),
      onFocus: (node) => this.focus(node),
      onFailed: (sentence) => (this.note.textContent = sentence ?? this.shown?.drawing.leftOut ?? ''),
      nameOf: (node) => events.nameOf(node),
    });
    this.element.append(this.words, this.picture.pane.frame, this.note, this.legendPlace);
    this.mark();
  }

  /** What is drawn now, for copies. */
  get drawn(): FocusDiagram | undefined {
    return this.shown;
  }

  /** The view comes into sight or leaves it. */
  setOpen(open: boolean): void {
    this.isOpen = open;
    if (open) {
      this.picture.begin();
    }
    this.ask();
  }

  /** Shows the diagram of this node. */
  focus(node: string | undefined): void {
    if (node !== this.node) {
      this.node = node;
      this.isOutdated = true;
      this.mark();
      this.ask();
    }
  }

  /** A node was selected elsewhere: it is marked where the diagram has it, and gets its own diagram where not. */
  select(node: string | undefined): void {
    if (node !== undefined && !this.picture.has(node)) {
      this.focus(node);
    }
    this.picture.select(node);
  }

  /** The graph has changed. */
  outdate(): void {
    this.isOutdated = true;
    this.ask();
  }

  setMatches(matches: ReadonlySet<string> | undefined): void {
    this.picture.setMatches(matches);
  }

  /** The answer about a node; null where it has none. One about another node came too late. */
  show(node: string, focus: FocusDiagram | null): void {
    if (node !== this.node) {
      return;
    }
    this.shown = focus ?? undefined;
    if (focus !== null && node !== this.drawnNode) {
      this.drawnNode = node;
      this.picture.beginAt(node);
    }
    this.picture.pane.show(focus?.drawing, focus?.summary ?? '');
    this.note.textContent = focus?.drawing.leftOut ?? '';
    if (focus !== null && focus.drawing.mermaid !== this.explained) {
      this.explained = focus.drawing.mermaid;
      this.legendPlace.replaceChildren(legend(focus.drawing.mermaid));
    }
    this.mark(focus === null);
  }

  private ask(): void {
    if (this.isOpen && this.isOutdated && this.node !== undefined) {
      this.isOutdated = false;
      this.events.onAsked(this.node);
    }
  }

  private mark(isNothing = false): void {
    const words =
      this.node === undefined
        ? 'Select an image, a container, a volume, a network or a compose project: its diagram shows what it needs and what needs it.'
        : isNothing
          ? 'There is no diagram of this; select something else.'
          : '';
    this.words.textContent = words;
    this.words.hidden = words === '';
    this.picture.pane.frame.hidden = words !== '';
    this.legendPlace.hidden = words !== '';
  }
}
