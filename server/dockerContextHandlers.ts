import type { Connection } from 'vscode-languageserver';
import { guard, type FailureLog } from './guard';
import { dockerContextsRequest } from './protocol/messages';
import { listDockerContexts } from './world/docker/dockerContext';
import { ownSurroundings } from './world/docker/surroundings';

/** Answers `dockerContextsRequest` with the contexts of the machine where the server runs. */
export function registerDockerContextHandlers(connection: Connection, log: FailureLog): void {
  connection.onRequest(dockerContextsRequest, () => guard('docker contexts', log, [], async () => listDockerContexts(ownSurroundings())));
}
