import type { FromGraphView, GraphViewMemory, ToGraphView } from '../../server/protocol/graphView';

interface VsCodeApi {
  postMessage(message: FromGraphView): void;
  getState(): GraphViewMemory | undefined;
  setState(memory: GraphViewMemory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

/** Sends a message to the extension. */
export function tell(message: FromGraphView): void {
  api.postMessage(message);
}

/** Calls `listener` for each state that the extension sends. */
export function onState(listener: (message: ToGraphView['state']) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToGraphView>) => {
    if (data?.type === 'state') {
      listener(data.state);
    }
  });
}

/** What this view remembered before it was hidden. */
export function recall(): GraphViewMemory {
  return api.getState() ?? {};
}

/** Remembers more, beside what is remembered already. */
export function remember(more: GraphViewMemory): void {
  api.setState({ ...recall(), ...more });
}
