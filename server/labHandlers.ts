import type { Connection } from 'vscode-languageserver';
import { guard } from './guard';
import type { HandlerContext } from './handlers';
import { LabChecks } from './labChecks';
import { labCheck, labChecked, labWatch } from './protocol/messages';
import type { ServiceContainers } from './serviceContainers';
import { daemonChoice } from './settings';

/** Checks labs when the client asks, and tells when the daemon has changed the result of the one that it watches. */
export function registerLabHandlers(connection: Connection, { service, documents, settings, log }: HandlerContext, containers: ServiceContainers): LabChecks {
  const checks = new LabChecks({
    service,
    daemon: () => daemonChoice(settings()),
    openText: (path) => documents.fileText(path),
    containers,
    send: (result) => void connection.sendNotification(labChecked, result),
  });
  connection.onRequest(labCheck, (params) => guard('lab check', log, { lesson: params.lesson, done: 'no', conditions: [] }, () => checks.check(params)));
  connection.onNotification(labWatch, (params) => void guard('lab watch', log, undefined, () => checks.watch(params)));
  return checks;
}
