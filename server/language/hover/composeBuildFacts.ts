import { hostPath, isRemote } from '../compose/hostPath';
import { parseImageReference } from '../imageReference';
import { inlineCode } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { unknownVariables } from './composeHoverContext';
import { showValue } from './showValue';

/** An image's name taken apart; for a service that is built, what the name is for. */
export function imageFacts(context: ComposeHoverContext): string[] {
  const { service } = context;
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
  return [`Registry ${inlineCode(registry)}, repository ${inlineCode(repository)}, ${version}.`, ...built, ...moving];
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
  if (build.target) facts.push(`Builds up to the stage ${inlineCode(context.fillIn(build.target.text))}.`);
  return [...facts, ...argumentFacts(context)];
}

function argumentFacts(context: ComposeHoverContext): string[] {
  const { path, span } = context.place;
  if (path[3] !== 'args' || path.length < 5) return [];
  const argument = context.service?.build?.args.find((candidate) => candidate.span.start <= span.start && span.end <= candidate.span.end);
  if (!argument) return [];
  if (argument.value === undefined) return [`${inlineCode(argument.name)} has no value here: it is taken from where Compose runs.`];
  return [`\`ARG ${argument.name}\` gets ${showValue(argument.name, context.fillIn(argument.value))}.`];
}
