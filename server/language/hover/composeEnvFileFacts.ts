import type { ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, scalarAt } from '../compose/project/readNodes';
import type { EnvironmentVariable } from '../compose/project/serviceEnvironment';
import { count, inlineCode, joinWords } from '../wording';
import { containerVariables, placeWords } from './composeContainerVariables';
import { maskUses, type ComposeHoverContext } from './composeHoverContext';
import { elsewhere, projectOf, serviceNode } from './composeModel';
import { mostItems, nameList } from './composeServiceItems';

/** One env file of the service, as the whole project names it. */
interface EnvFile {
  /** Absolute, with `/`. */
  readonly path: string;
  /** As the hover shows it. */
  readonly words: string;
  readonly isOptional: boolean;
  readonly node: ComposeNode;
}

/** The env files at hand, in the order in which they are read: which are missing, and what does not count of them. */
export function envFileFacts(context: ComposeHoverContext): string[] {
  const files = itemsAt(serviceNode(context), 'env_file').flatMap((item) => envFile(context, item));
  const { part, span, path } = context.place;
  // A single file has no item around it: the key stands for all of them.
  const isAll = path.length === 3 && part === 'key';
  const here = isAll ? files : files.filter(({ node: { place } }) => isOwn(context, place.path) && place.span.start <= span.end && span.start <= place.span.end);
  const found = here.length > 0 ? here : files;
  const read = found.slice(0, mostItems).map((file) => `Reads ${inlineCode(file.words)}${contentWords(context, file)}.${elsewhereWords(context, file)}`);
  const order = files.length > 1 && found.length > 1 ? [orderWords(context)] : [];
  return [...read, ...order, ...shareFacts(context, found, here.length === 1 && files.length > 0)];
}

function envFile({ facts }: ComposeHoverContext, item: ComposeNode): EnvFile[] {
  const path = scalarAt(item, 'path');
  if (!path || path.isUncertain) return [];
  const absolute = scalarText(path);
  // Where the file lies is not known for a document that nobody saved.
  const words = maskUses(facts.folder === undefined ? path.written : absolute, path.uses);
  return [{ path: absolute, words, isOptional: scalarAt(item, 'required')?.value === false, node: item }];
}

function isOwn({ facts, ...context }: ComposeHoverContext, path: string): boolean {
  return path === (facts.path ?? projectOf({ ...context, facts }).paths[0]);
}

function elsewhereWords(context: ComposeHoverContext, { node }: EnvFile): string {
  const words = elsewhere(context, node.place);
  return words === '' ? '' : ` Named${words}.`;
}

/** How many variables a file has that was read, or what it means that it is not there. */
function contentWords(context: ComposeHoverContext, { path, isOptional }: EnvFile): string {
  if (projectOf(context).texts.has(path)) {
    const names = [...containerVariables(context).values()].filter((variable) => [variable, ...variable.hides].some((one) => isFrom(one, path)));
    return `: ${count(names.length, 'variable')}`;
  }
  const isMissing = context.facts.rules?.exists?.(path) === false;
  if (isOptional) return isMissing ? ', which is not there and need not be' : ', if it is there';
  return isMissing ? ', which is not there: Compose stops with an error' : '';
}

function orderWords(context: ComposeHoverContext): string {
  const twice = [...containerVariables(context).values()].flatMap((variable) => {
    const paths = [variable, ...variable.hides].flatMap(({ from, place }) => (from === 'env_file' ? [place.path] : []));
    return new Set(paths).size > 1 ? [variable.name] : [];
  });
  return twice.length === 0 ? 'Where a name stands in several files, the later file wins.' : `In several files, where the later one wins: ${nameList(twice)}.`;
}

/** What the container gets from some files, and which of their variables something else overrules. */
function shareFacts(context: ComposeHoverContext, files: readonly EnvFile[], isOne: boolean): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const isHere = (one: EnvironmentVariable): boolean => one.from === 'env_file' && paths.has(one.place.path);
  const variables = [...containerVariables(context).values()];
  const taken = variables.filter(isHere);
  // Of several files those that lose are told at each file, of all only what `environment` takes away.
  const lost = variables.filter((variable) => !isHere(variable) && variable.hides.some(isHere));
  const words = lost.slice(0, mostLost).map((winner) => `${inlineCode(winner.name, 40)} (${winner.from === 'environment' ? '`environment`' : placeWords(context, winner)})`);
  return [
    ...(isOne && taken.length > 0 ? [`The container gets ${nameList(taken.map(({ name }) => name))} from it.`] : []),
    ...(words.length > 0 ? [`Set elsewhere, which wins: ${joinWords([...words, ...(lost.length > mostLost ? [`${lost.length - mostLost} more`] : [])])}.`] : []),
  ];
}

const mostLost = 4;

function isFrom({ from, place }: EnvironmentVariable, path: string): boolean {
  return from === 'env_file' && place.path === path;
}
