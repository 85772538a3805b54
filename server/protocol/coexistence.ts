import { NotificationType } from 'vscode-languageserver-protocol';
import type { LayerwiseSettings } from './settings';

/** Extensions that give what editors expect for Dockerfiles, all with the same language server's help. */
export const otherDockerExtensions = ['docker.docker', 'ms-azuretools.vscode-containers', 'ms-azuretools.vscode-docker'] as const;

/** Has what editors expect for YAML, and the Compose Specification's schema. It knows nothing of Dockerfiles. */
export const yamlExtension = 'redhat.vscode-yaml';

/** Format YAML, and nothing else that Layerwise does. */
export const prettierExtensions = ['esbenp.prettier-vscode', 'prettier.prettier-vscode'] as const;

/** Every extension that the server is told of. */
export const otherExtensions = [...otherDockerExtensions, yamlExtension, ...prettierExtensions] as const;

export interface OtherExtensionsParams {
  /** Those of `otherExtensions` that are installed, enabled and have a program of their own. */
  readonly present: readonly string[];
}

/** Other extensions came or went. The first state is in the initialization options, under `otherExtensions`. */
export const otherExtensionsChanged = new NotificationType<OtherExtensionsParams>('layerwise/otherExtensions');

/** True where Layerwise offers for Dockerfiles only what other extensions do not have. */
export function offersAdditionsOnly(coexist: LayerwiseSettings['coexist'], present: readonly string[]): boolean {
  return coexist === 'additionsOnly' || (coexist === 'auto' && otherDockerExtensions.some((id) => present.includes(id)));
}

/** The same for compose files. */
export function offersComposeAdditionsOnly(coexist: LayerwiseSettings['coexist'], present: readonly string[]): boolean {
  return coexist === 'additionsOnly' || (coexist === 'auto' && present.length > 0);
}
