import type { Connection } from 'vscode-languageserver';
import { ComposeDiagrams } from './composeDiagrams';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { composeDiagramChanged, composeDiagramWatch } from './protocol/messages';
import type { ServiceContainers } from './serviceContainers';

/** Keeps the pictures of compose files that somebody watches; the result hears of checked documents and of files that change. */
export function registerComposeDiagramHandlers(connection: Connection, context: HandlerContext, containers: ServiceContainers): ComposeDiagrams {
  const diagrams = new ComposeDiagrams(context, containers, (state) => void connection.sendNotification(composeDiagramChanged, state));
  connection.onNotification(composeDiagramWatch, ({ uri, on }) => void guard('compose diagram', context.log, undefined, () => (on ? diagrams.watch(uri) : diagrams.end(uri))));
  return diagrams;
}
