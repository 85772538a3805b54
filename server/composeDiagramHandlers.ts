import type { Connection } from 'vscode-languageserver';
import { ComposeDiagrams } from './composeDiagrams';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { composeDiagramChanged, composeDiagramWatch } from './protocol/messages';

/** Keeps the pictures of compose files that somebody watches; the result hears of checked documents, of files that change and of settings. */
export function registerComposeDiagramHandlers(connection: Connection, context: HandlerContext): ComposeDiagrams {
  const diagrams = new ComposeDiagrams(context, (state) => void connection.sendNotification(composeDiagramChanged, state));
  connection.onNotification(composeDiagramWatch, ({ uri, on }) => void guard('compose diagram', context.log, undefined, () => (on ? diagrams.watch(uri) : diagrams.end(uri))));
  return diagrams;
}
