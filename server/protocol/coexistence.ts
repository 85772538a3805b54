import { NotificationType } from 'vscode-languageserver-protocol';
import type { LayerwiseSettings } from './settings';

/** Extensions that give what editors expect for Dockerfiles, all with the same language server's help. */
export const otherDockerExtensions = ['docker.docker', 'ms-azuretools.vscode-containers', 'ms-azuretools.vscode-docker'] as const;

export interface OtherExtensionsParams {
  /** Those of `otherDockerExtensions` that are installed, enabled and have a program of their own. */
  readonly present: readonly string[];
}

/** Other extensions came or went. The first state is in the initialization options, under `otherExtensions`. */
export const otherExtensionsChanged = new NotificationType<OtherExtensionsParams>('layerwise/otherExtensions');

/** True where Layerwise offers only what other extensions do not have. */
export function offersAdditionsOnly(coexist: LayerwiseSettings['coexist'], present: readonly string[]): boolean {
  return coexist === 'additionsOnly' || (coexist === 'auto' && present.length > 0);
}
