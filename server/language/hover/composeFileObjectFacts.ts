import { asList, asText, mappingEntries, valueOf } from '../compose/composeValues';
import { hostPath } from '../compose/hostPath';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { inlineCode } from '../wording';
import { maskUses, type ComposeHoverContext } from './composeHoverContext';
import { projectOf, scopeOf, servicesOf } from './composeModel';
import { declaredFacts, usersWords } from './composeNameWords';
import { serviceEntry, serviceItems } from './composeServiceItems';

/** At a top-level secret or config: where its text comes from and who gets it. */
export function secretFileFacts(context: ComposeHoverContext): string[] {
  const [kind, name] = context.place.path;
  if (typeof name !== 'string') return declaredFacts(context);
  const origin = originWords(context, String(kind), name);
  const users = servicesOf(context).filter(({ node }) => [itemsAt(node, String(kind)), itemsAt(node, 'build', String(kind))].some((items) => items.some((item) => certainTextAt(item, 'source') === name)));
  return [...(origin === undefined ? [] : [`${origin}.`]), usersWords(context, users.map((service) => service.name))];
}

/** Where the text of a declared secret or config comes from; undefined where nothing is declared. */
function originWords(context: ComposeHoverContext, kind: string, name: string): string | undefined {
  const { model, variables } = projectOf(context);
  const node = nodeAt(model, kind, name);
  const file = scalarAt(node, 'file');
  // The model's path is absolute and starts where it is declared; without a project only what is written is certain.
  const isPlaced = context.facts.project !== undefined && context.facts.folder !== undefined;
  if (file) return `Read from ${inlineCode(isPlaced ? maskUses(scalarText(file), file.uses) : hostPath(context.facts.folder, context.fillIn(file.written)))}`;
  const environment = scalarAt(node, 'environment');
  if (environment) {
    const known = variables.get(scalarText(environment));
    return `Read from the variable ${inlineCode(scalarText(environment))}, which is ${known ? `set in ${known.source}` : 'not known here'}`;
  }
  if (scalarAt(node, 'content')) return 'Its text stands in this file';
  return scalarAt(node, 'external')?.value === true ? 'Kept by a Swarm: `docker compose up` refuses it' : undefined;
}

/** At a service's secrets or configs: where the file appears in the container, and what is in it. */
export function serviceFileFacts(context: ComposeHoverContext): string[] {
  const kind = String(context.place.path[2]);
  return serviceItems(context, kind).flatMap((item) => {
    const name = context.text(item) ?? context.text(valueOf(item, 'source'));
    if (name === undefined) return [];
    const target = mappingEntries(item).length > 0 ? context.text(valueOf(item, 'target')) : undefined;
    const folder = kind === 'secrets' ? '/run/secrets/' : '/';
    const origin = originWords(context, kind, name);
    const declared = nodeAt(projectOf(context).model, kind, name) ? '' : ` This ${scopeOf(context)} does not declare it under the top-level \`${kind}\`.`;
    return [`${inlineCode(name)} appears in the container as ${inlineCode(target?.startsWith('/') ? target : folder + (target ?? name))}.${origin === undefined ? '' : ` ${origin}.`}${declared}`];
  });
}

/** At the secrets of a build: how the Dockerfile asks for each. */
export function buildSecretFacts(context: ComposeHoverContext): string[] {
  const items = asList(valueOf(serviceEntry(context, 'build')?.value, 'secrets')) ?? [];
  const index = context.place.path[4];
  return (typeof index === 'number' ? items.slice(index, index + 1) : items.slice(0, 5)).flatMap((item) => {
    const name = asText(item)?.text ?? asText(valueOf(item, 'source'))?.text;
    const id = (mappingEntries(item).length > 0 && asText(valueOf(item, 'target'))?.text) || name;
    return name === undefined ? [] : [`In the Dockerfile: \`RUN --mount=type=secret,id=${id}\` reads it as \`/run/secrets/${id}\`.`];
  });
}

