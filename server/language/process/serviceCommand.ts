import { splitCommandWords } from '../compose/composeCommandWords';
import type { ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { isRemote, resolvePath } from '../compose/project/projectPaths';
import { certainTextAt, entriesAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import type { ComposeRuleFacts } from '../composeRules/composeRule';
import { parseDockerfile } from '../dockerfile/parser';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { DockerfileFacts } from '../dockerfileFacts';
import type { LocalImageLookup } from '../localImage';
import { lineOf } from '../textPosition';
import type { ImageCommand } from './commandParts';
import { effectiveCommand, type ComposeWords, type EffectiveCommand } from './effectiveCommand';
import type { ImageConfiguration } from './imageConfiguration';
import { commandOfImage, stageCommand, unknownImageCommand } from './stageCommand';

/** What a service builds: a Dockerfile of this machine, and the stage of it that becomes the image. */
export interface ServiceStage {
  readonly dockerfile: Dockerfile;
  /** Absolute, with `/`; undefined where the text stands in the compose file. */
  readonly path: string | undefined;
  readonly stage: Stage;
  readonly facts: DockerfileFacts;
}

/**
 * What a container of a service runs, decided by the one function that Dockerfiles use too. Undefined where a variable from
 * outside takes part, where Compose rejects the words, or where the Dockerfile is not known.
 * @param service its node in the project's model
 */
export function serviceCommand(service: ComposeNode, project: ComposeProject, facts: ComposeRuleFacts): EffectiveCommand | undefined {
  const [entrypoint, command] = ['entrypoint', 'command'].map((key) => wordsAt(service, key, project));
  const image = imageCommandOf(service, facts);
  if (entrypoint === 'unknown' || command === 'unknown' || !image) return undefined;
  return effectiveCommand({ image, compose: { entrypoint, command, init: scalarAt(service, 'init')?.value === true, stopSignal: undefined } });
}

function imageCommandOf(service: ComposeNode, facts: ComposeRuleFacts): ImageCommand | undefined {
  if (nodeAt(service, 'build')) {
    const built = serviceStage(service, facts);
    return built && stageCommand(built.dockerfile, built.stage, built.facts);
  }
  const name = certainTextAt(service, 'image');
  if (name === undefined) return undefined;
  const configuration = configurationOf(name, facts.localImage);
  return configuration ? commandOfImage(configuration, name) : unknownImageCommand(name);
}

/** The Dockerfile of a service and the stage that it builds; undefined where one of them is not known. */
export function serviceStage(service: ComposeNode, facts: ComposeRuleFacts): ServiceStage | undefined {
  const build = nodeAt(service, 'build');
  const keys = ['context', 'dockerfile', 'dockerfile_inline', 'target'];
  if (!build || keys.some((key) => scalarAt(build, key)?.isUncertain)) return undefined;
  const [context = '.', name = 'Dockerfile', inline, target] = keys.map((key) => certainTextAt(build, key));
  const path = inline === undefined ? resolvePath(context, name) : undefined;
  const dockerfile = inline === undefined ? (isRemote(context) ? undefined : facts.dockerfile?.(path!)) : parseDockerfile(inline);
  const stage = target === undefined ? dockerfile?.stages.at(-1) : dockerfile?.stages.findLast((candidate) => candidate.name === target.toLowerCase());
  if (!dockerfile || !stage) return undefined;
  const buildArguments = Object.fromEntries(entriesAt(build, 'args').flatMap(({ key }): [string, string][] => {
    const value = certainTextAt(build, 'args', key);
    return value === undefined ? [] : [[key, value]];
  }));
  return { dockerfile, path, stage, facts: { buildArguments, image: (image) => configurationOf(image, facts.localImage) } };
}

function configurationOf(image: string, lookup: LocalImageLookup | undefined): ImageConfiguration | undefined {
  const found = lookup?.(image);
  if (found === undefined || found === 'missing') return undefined;
  return { entrypoint: found.entrypoint, cmd: found.cmd, shell: [], stopSignal: undefined, os: found.platform?.split('/')[0], onBuild: [] };
}

/** Undefined for null and for a missing key, which Compose treats alike. */
function wordsAt(service: ComposeNode, key: string, project: ComposeProject): ComposeWords | undefined | 'unknown' {
  const node = nodeAt(service, key);
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined;
  const scalars = node.kind === 'list' ? node.items : [node];
  if (scalars.some((item) => item.kind !== 'scalar' || item.isUncertain)) return 'unknown';
  const texts = scalars.map((item) => (item.kind === 'scalar' ? scalarText(item) : ''));
  const line = lineAt(node.place, project);
  if (node.kind === 'list') return { words: texts, line };
  const split = splitCommandWords(texts[0] ?? '');
  return split.invalid ? 'unknown' : { words: split.words.map(({ text }) => text), line };
}

function lineAt({ path, span }: Place, { texts }: ComposeProject): number | undefined {
  const text = texts.get(path);
  return text === undefined ? undefined : lineOf(text, span.start);
}
