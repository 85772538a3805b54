import { splitCommandWords } from '../compose/composeCommandWords';
import type { ComposeNode, Place } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { builtStage, type BuiltStage } from '../composeRules/builtStage';
import type { ComposeRuleFacts } from '../composeRules/composeRule';
import { servicesOf } from '../composeRules/ruleServices';
import type { DockerfileFacts } from '../dockerfileFacts';
import type { LocalImageLookup } from '../localImage';
import { lineOf } from '../textPosition';
import type { ImageCommand } from './commandParts';
import { effectiveCommand, type ComposeWords, type EffectiveCommand } from './effectiveCommand';
import type { ImageConfiguration } from './imageConfiguration';
import { commandOfImage, stageCommand, unknownImageCommand } from './stageCommand';

/** What a service builds: the Dockerfile, the stage that becomes the image, and what is known beside it. */
export interface ServiceStage extends BuiltStage {
  readonly facts: DockerfileFacts;
}

/**
 * What a container of a service runs, decided by the one function that Dockerfiles use too. Undefined where a variable from
 * outside takes part, where Compose rejects the words, or where the Dockerfile is not known.
 * @param service its node in the project's model
 */
export function serviceCommand(service: ComposeNode, project: ComposeProject, facts: ComposeRuleFacts): EffectiveCommand | undefined {
  const [entrypoint, command] = ['entrypoint', 'command'].map((key) => wordsAt(service, key, project));
  const image = imageCommandOf(service, project, facts);
  if (entrypoint === 'unknown' || command === 'unknown' || !image) return undefined;
  return effectiveCommand({ image, compose: { entrypoint, command, init: scalarAt(service, 'init')?.value === true, stopSignal: undefined } });
}

function imageCommandOf(service: ComposeNode, project: ComposeProject, facts: ComposeRuleFacts): ImageCommand | undefined {
  if (nodeAt(service, 'build')) {
    const built = serviceStage(service, project, facts);
    return built && stageCommand(built.dockerfile, built.stage, built.facts);
  }
  const name = certainTextAt(service, 'image');
  if (name === undefined) return undefined;
  const configuration = configurationOf(name, facts.localImage);
  return configuration ? commandOfImage(configuration, name) : unknownImageCommand(name);
}

/** The Dockerfile of a service and the stage that it builds; undefined where one of them is not known. */
export function serviceStage(service: ComposeNode, project: ComposeProject, facts: ComposeRuleFacts): ServiceStage | undefined {
  const found = servicesOf(project).find(({ node }) => node === service);
  const built = found && builtStage(found, { project, facts });
  return built && { ...built, facts: { ...built.facts, image: (image) => configurationOf(image, facts.localImage) } };
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
