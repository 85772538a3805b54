import type { ComposeDiagramState } from '../../server/protocol/composeDiagram';
import { composeDiagramChanged, composeDiagramWatch } from '../../server/protocol/messages';
import type { EditorEnd } from './serverProcess';

/** The pictures of compose files that a server sends to an editor. */
export class ComposeDiagramStates {
  /** All that came, in order. */
  readonly received: ComposeDiagramState[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly editor: EditorEnd) {
    editor.connection.onNotification(composeDiagramChanged, (state) => {
      this.received.push(state);
      this.waiting.forEach((check) => check());
    });
  }

  watch(uri: string, on = true): Promise<void> {
    return this.editor.connection.sendNotification(composeDiagramWatch, { uri, on });
  }

  /** The last state so far, or the first from now on, that is as wanted. Mocha's time limit is the bound. */
  until(wanted: (state: ComposeDiagramState) => boolean): Promise<ComposeDiagramState> {
    return new Promise((resolve) => {
      const check = (): void => {
        const last = this.received.at(-1);
        if (!last || !wanted(last)) return;
        this.waiting.delete(check);
        resolve(last);
      };
      this.waiting.add(check);
      check();
    });
  }
}
