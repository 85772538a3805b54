import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { BaseImages } from '../baseImages';
import { ComposeProjects } from '../composeProjects';
import type { HoverStyle } from '../language/hover/renderHover';
import type { LanguageService, RenderedHover } from '../language/languageService';
import { serviceImagesOf } from '../language/navigation/imagesOf';
import type { ParsedCompose } from '../openDocuments';
import { usualDaemon } from '../world/docker/daemonChoice';

/** A hover asks for the Dockerfiles of its services while it is made; none asks more often than this. */
const mostRounds = 5;

/** The hover at an offset of a compose file, with its project, its Dockerfiles and what the local daemon knows of its images. */
export async function explainComposeText(service: LanguageService, path: string, text: string, offset: number, style: HoverStyle): Promise<RenderedHover | undefined> {
  const document = TextDocument.create(pathToFileURL(resolve(path)).href, 'dockercompose', 0, text);
  const parsed: ParsedCompose = { kind: 'compose', document, version: 0, compose: service.parseCompose(text) };
  const images = new BaseImages(() => usualDaemon);
  const projects = new ComposeProjects(() => undefined, () => images.facts());
  const hover = (): RenderedHover | undefined => {
    const known = projects.now(parsed);
    return service.hoverCompose(parsed.compose, offset, { ...known, variables: known.project.variables, folder: known.project.folders.get(known.path) ?? dirname(resolve(path)) }, style);
  };
  await projects.read(parsed);
  if (await images.learn(serviceImagesOf(projects.now(parsed).project))) projects.imagesChanged();
  let result = hover();
  for (let round = 0; round < mostRounds && !projects.isComplete(parsed); round++) {
    await projects.read(parsed);
    result = hover();
  }
  return result;
}
