import { RequestType } from 'vscode-languageserver-protocol';

/** One way in which compose files of the workspace build a Dockerfile. */
export interface NamedBuild {
  /** `web, worker of compose.yaml` */
  readonly name: string;
  /** What it is built with: context, target, names of arguments. */
  readonly detail: string;
}

/** How compose files build an open Dockerfile, those that differ; none where no compose file does. */
export const dockerfileBuildsRequest = new RequestType<{ readonly uri: string }, readonly NamedBuild[], void>('layerwise/dockerfileBuilds');
