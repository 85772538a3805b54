import { BaseImages } from '../baseImages';
import type { Background, ExplainLevel } from '../language/content';
import { fileKindOfPath } from '../language/fileKind';
import type { HoverStyle } from '../language/hover/renderHover';
import type { LanguageService, RenderedHover } from '../language/languageService';
import { imagesOf } from '../language/navigation/imagesOf';
import { TextPositions } from '../language/textPosition';
import { usualDaemon } from '../world/docker/daemonChoice';
import { readTextFile } from '../world/textFile';
import { readDockerfileFacts } from '../world/dockerfileContext';
import { explainComposeText } from './explainComposeText';
import { CommandError, exitCodes, type CommandOutput } from './output';

export interface ExplainOptions {
  readonly service: LanguageService;
  /** `FILE:LINE:COLUMN`, 1-based. */
  readonly place: string;
  readonly level: ExplainLevel;
  readonly background: Background;
}

/**
 * `layerwise explain`: the hover's Markdown for one place.
 * @throws CommandError where the place is not of the form FILE:LINE:COLUMN, cannot be read, or has nothing to explain
 */
export async function explainCommand({ service, place, level, background }: ExplainOptions, write: CommandOutput): Promise<number> {
  const match = /^(.+):(\d+):(\d+)$/s.exec(place);
  if (!match) throw new CommandError(`explain takes FILE:LINE:COLUMN, for example Dockerfile:3:1; got ${place}`);
  const [, path = '', line, column] = match;
  const text = await readTextFile(path);
  const position = { line: Number(line) - 1, character: Number(column) - 1 };
  const positions = new TextPositions(text);
  if (position.line < 0 || position.character < 0 || position.line > positions.positionAt(text.length).line) {
    throw new CommandError(`${path} has no line ${line}, column ${column}`);
  }
  const offset = positions.offsetAt(position);
  const style = { level, background, commandLinks: false, everyFact: true };
  const isCompose = (fileKindOfPath(path) ?? (/\.ya?ml$/i.test(path) ? 'compose' : 'dockerfile')) === 'compose';
  const hover = isCompose
    ? await explainComposeText(service, path, text, offset, style)
    : await explainDockerfile(service, path, text, offset, style);
  if (!hover) throw new CommandError(`nothing to explain at ${place}`);
  write.out(`${hover.markdown}\n`);
  return exitCodes.fine;
}

/** With what the local daemon knows of the images, where one answers. */
async function explainDockerfile(service: LanguageService, path: string, text: string, offset: number, style: HoverStyle): Promise<RenderedHover | undefined> {
  const dockerfile = service.parseDockerfile(text);
  const images = new BaseImages(() => usualDaemon);
  await images.learn(imagesOf(dockerfile));
  return service.hoverDockerfile(dockerfile, offset, { ...(await readDockerfileFacts(path)), ...images.facts() }, style);
}
