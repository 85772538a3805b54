import { hostPath, isRemote } from '../compose/hostPath';
import { resolvedBase, stageChain } from '../dockerfile/resolvedBases';
import { walkStages } from '../dockerfile/stageWalk';
import type { Instruction } from '../dockerfile/syntax';
import { resolveImagePath } from '../dockerfile/workingDirectory';
import { WorkingDirectoryWalk } from '../dockerfile/workingDirectoryWalk';
import { parseImageReference } from '../imageReference';
import { maskSecrets } from '../maskSecrets';
import { serviceStage, type ServiceStage } from '../process/serviceCommand';
import { inlineCode, joinWords } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { unknownVariables } from './composeHoverContext';
import { projectOf, serviceNode } from './composeModel';
import { predefinedTextId } from './explainedNames';
import { localImageFacts } from './imageFacts';
import { showValue } from './showValue';

/** An image's name taken apart, and what this machine has of it; for a service that is built, what the name is for. */
export function imageFacts(context: ComposeHoverContext): string[] {
  const { service, facts } = context;
  if (!service?.image) return [];
  const text = context.fillIn(service.image.text);
  const unknown = unknownVariables(text).length > 0;
  const built = service.build ? ['The service is built; the result gets this name.'] : [];
  if (unknown) return built;
  const reference = parseImageReference(text);
  if (!reference) return [`${inlineCode(text)} is not a valid image name.`, ...built];
  const { registry, repository, tag, digest } = reference;
  const version = digest ? `exactly the content ${inlineCode(digest.slice(0, 19))}…` : `tag ${inlineCode(tag ?? 'latest')}${tag ? '' : ' (none is written)'}`;
  const moving = digest || service.build ? [] : ['A tag can move to other content; a digest cannot.'];
  return [`Registry ${inlineCode(registry)}, repository ${inlineCode(repository)}, ${version}.`, ...built, ...onThisMachine(text, facts.rules?.localImage, service.build !== undefined), ...moving];
}

function onThisMachine(image: string, localImage: NonNullable<ComposeHoverContext['facts']['rules']>['localImage'], isBuilt: boolean): string[] {
  const found = localImage?.(image);
  if (found === undefined) return [];
  if (found !== 'missing') return localImageFacts(image, { localImage: () => found });
  return [`It is not on this machine: \`docker compose up\` ${isBuilt ? 'builds' : 'pulls'} it first.`];
}

/** The folder that is sent, the Dockerfile in it, the stage and the argument at hand. */
export function buildFacts(context: ComposeHoverContext): string[] {
  const build = context.service?.build;
  if (!build) return [];
  const contextText = context.fillIn(build.context?.text ?? '.');
  const dockerfile = context.fillIn(build.dockerfile?.text ?? 'Dockerfile');
  const unknown = unknownVariables(contextText).length + unknownVariables(dockerfile).length > 0;
  const folder = hostPath(context.facts.folder, contextText);
  const facts = [`Build context: ${inlineCode(folder)}${isRemote(contextText) ? ', fetched for the build' : ''}.`];
  if (build.inline) facts.push('The Dockerfile stands in this file (`dockerfile_inline`).');
  else if (!isRemote(contextText) && !unknown) facts.push(`Dockerfile: ${inlineCode(hostPath(folder, dockerfile))}.`);
  else facts.push(`Dockerfile: ${inlineCode(dockerfile)} inside that context.`);
  const stage = builtStage(context);
  const ends = stage ? [stageWords(stage, build.target !== undefined)] : build.target ? [`Builds up to the stage ${inlineCode(context.fillIn(build.target.text))}.`] : [];
  // What the key at hand is about comes first.
  const isTarget = context.place.path[3] === 'target';
  return [...argumentFacts(context, stage), ...(isTarget ? [...ends, ...facts] : [...facts, ...ends])];
}

/** The stage that the service builds, where its Dockerfile was read. */
export function builtStage(context: ComposeHoverContext): ServiceStage | undefined {
  const node = serviceNode(context);
  return node && context.facts.rules && serviceStage(node, projectOf(context), context.facts.rules);
}

function stageWords({ dockerfile, stage, facts }: ServiceStage, isChosen: boolean): string {
  const bottom = [...stageChain(dockerfile, stage, facts)].at(-1)!;
  const image = resolvedBase(dockerfile, bottom, facts).image;
  const base = image === undefined ? '' : `, on ${inlineCode(image)}`;
  if (dockerfile.stages.length === 1) return `It has one stage${base}.`;
  const name = stage.name === undefined ? `stage ${stage.index}` : `the stage ${inlineCode(stage.name)}`;
  return `Builds ${name} (line ${stage.from.startLine}), ${isChosen ? 'one' : 'the last'} of ${dockerfile.stages.length} stages${base}.`;
}

function argumentFacts(context: ComposeHoverContext, stage: ServiceStage | undefined): string[] {
  const { path, span } = context.place;
  if (path[3] !== 'args') return [];
  const all = context.service?.build?.args ?? [];
  const shown = path.length < 5 ? all.slice(0, mostArguments) : all.filter((candidate) => candidate.span.start <= span.start && span.end <= candidate.span.end);
  return shown.flatMap(({ name, value }) => {
    // At the key itself only what has no effect is worth a word more.
    const declared = stage ? declaredWords(stage, name).filter((words) => path.length > 4 || words === noEffect) : [];
    const gets = value === undefined ? `${inlineCode(name)} has no value here: it is taken from where Compose runs.` : `${inlineCode(`ARG ${name}`)} gets ${showValue(name, context.fillIn(value))}.`;
    return path.length < 5 ? [[gets, ...declared].join(' ')] : [gets, ...declared];
  });
}

/** As many arguments are listed at `args` itself. */
const mostArguments = 5;
const noEffect = 'The Dockerfile declares no such ARG, so it has no effect.';

function declaredWords({ dockerfile }: ServiceStage, name: string): string[] {
  const isArgument = (instruction: Instruction): boolean => instruction.keyword === 'ARG' && instruction.pairs.some((pair) => pair.name.text === name);
  const found = dockerfile.instructions.filter(isArgument).map(({ startLine }) => startLine);
  if (found.length > 0) return [`Declared in line${found.length > 1 ? 's' : ''} ${joinWords(found.map(String), 4)} of the Dockerfile.`];
  return predefinedTextId(name) === undefined ? [noEffect] : [];
}

/** More steps are counted. */
const mostSteps = 3;

/** What the image has at a path of a bind mount, from the Dockerfile: the steps that put something there. */
export function hiddenSteps(context: ComposeHoverContext, target: string): string | undefined {
  const built = builtStage(context);
  if (!built) return undefined;
  const { dockerfile, stage, facts } = built;
  const chain = new Set(stageChain(dockerfile, stage, facts));
  const directories = new WorkingDirectoryWalk(facts);
  const steps: string[] = [];
  walkStages(dockerfile, facts, (instruction, at) => {
    const isCopy = instruction.keyword === 'COPY' || instruction.keyword === 'ADD';
    if (isCopy && chain.has(at.stage) && instruction.destination) {
      const destination = at.expand(instruction.destination.text).text;
      const path = destination === undefined ? undefined : resolveImagePath(destination, directories.at(at));
      if (path !== undefined && isInside(path, target)) steps.push(`${inlineCode(maskSecrets(firstLine(dockerfile.text.slice(instruction.span.start, instruction.span.end))), 60)} (line ${instruction.startLine})`);
    }
    directories.pass(instruction, at);
  });
  return steps.length === 0 ? undefined : joinWords(steps, mostSteps);
}

function isInside(path: string, folder: string): boolean {
  const outer = folder.replace(/(?<=.)\/+$/, '');
  return path === outer || path.startsWith(outer === '/' ? '/' : `${outer}/`);
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0]!;
}
