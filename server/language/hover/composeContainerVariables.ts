import { serviceEnvironment, type EnvironmentVariable } from '../compose/project/serviceEnvironment';
import { stageChain } from '../dockerfile/resolvedBases';
import { walkStages } from '../dockerfile/stageWalk';
import { isSecretName, mask } from '../maskSecrets';
import { lineOf } from '../textPosition';
import { count, inlineCode, joinWords } from '../wording';
import { builtStage } from './composeBuildFacts';
import { type ComposeHoverContext } from './composeHoverContext';
import { pathFromFile, projectOf } from './composeModel';
import { replacedVariables } from './composeReplacedVariables';
import { nameList } from './composeServiceItems';
import { showValue } from './showValue';

/** What the containers of the service at hand get, by name, from every file of the project. */
export function containerVariables(context: ComposeHoverContext): ReadonlyMap<string, EnvironmentVariable> {
  return context.service ? serviceEnvironment(projectOf(context), context.service.name) : new Map();
}

/** How many variables the containers get, and which of them are not written in this file. */
export function allVariablesFacts(context: ComposeHoverContext): string[] {
  const variables = [...containerVariables(context).values()];
  if (variables.length === 0) return [];
  const origins = new Map<string, number>();
  for (const { place } of variables) if (place.path !== ownPath(context)) origins.set(place.path, (origins.get(place.path) ?? 0) + 1);
  const elsewhere = [...origins].map(([path, amount]) => `${amount} from ${inlineCode(fileWords(context, path))}`);
  return [
    `${count(variables.length, 'variable')} for the container: ${nameList(variables.map(({ name }) => name))}.`,
    ...(elsewhere.length > 0 ? [`${variables.length === 1 ? 'It is' : 'Of these,'} ${joinWords(elsewhere, mostOrigins)}.`] : []),
  ];
}

const mostOrigins = 3;

/** Says what counts in the place of the variable at hand; undefined where it counts itself. */
export function overruledVariable(context: ComposeHoverContext, variable: EnvironmentVariable): string | undefined {
  const { place } = variable;
  const { entry, value, path } = context.place;
  const here = typeof path[3] === 'number' ? value.span : entry?.span;
  if (!here || (place.path === ownPath(context) && here.start <= place.span.start && place.span.start <= here.end)) return undefined;
  const shown = variable.value === undefined ? 'Another value' : shownValue(context, variable);
  return `${shown} counts instead (${placeWords(context, variable)}).`;
}

/** What the variable at hand wins over: other files' values, lines of env files, and the image's own value. */
export function hiddenFacts(context: ComposeHoverContext, variable: EnvironmentVariable): string[] {
  const { name } = variable;
  const replaced = replacedVariables(context, name).map((one) => ({ ...one, name }));
  const lines = [...replaced, ...variable.hides.filter(({ from }) => from === 'env_file')].map((hidden) => (hidden.value === undefined ? placeWords(context, hidden) : `${shownValue(context, hidden)} (${placeWords(context, hidden)})`));
  const ofImage = imageVariable(context, variable.name);
  const hidden = [...lines, ...(ofImage === undefined ? [] : [ofImage])];
  return hidden.length === 0 ? [] : [`It wins over ${joinWords(hidden, mostOrigins)}.`];
}

/** The last ENV of that name in the stage that the service builds. */
function imageVariable(context: ComposeHoverContext, name: string): string | undefined {
  const built = builtStage(context);
  if (!built) return undefined;
  const { dockerfile, stage, facts } = built;
  const chain = new Set(stageChain(dockerfile, stage, facts));
  let line: number | undefined;
  walkStages(dockerfile, facts, (instruction, at) => {
    if (instruction.keyword === 'ENV' && chain.has(at.stage) && instruction.pairs.some((pair) => pair.name.text === name)) line = instruction.startLine;
  });
  return line === undefined ? undefined : `\`ENV\` in line ${line} of the Dockerfile`;
}

/** A value that containers get, masked also where it holds the value of a variable whose name looks like a secret. */
export function shownValue(context: ComposeHoverContext, { name, value = '' }: Pick<EnvironmentVariable, 'name' | 'value'>): string {
  const secrets = [...projectOf(context).variables, ...containerVariables(context)].filter(([other, known]) => isSecretName(other) && (known.value ?? '').length >= shortestSecret);
  const masked = secrets.reduce((text, [, known]) => text.replaceAll(known.value!, mask), value);
  return showValue(name, masked);
}

/** Shorter ones stand in too many texts by chance. */
const shortestSecret = 4;

/** `web.env`, line 3; for the file at hand line 3. */
export function placeWords(context: ComposeHoverContext, { place: { path, span } }: Pick<EnvironmentVariable, 'place'>): string {
  const text = projectOf(context).texts.get(path);
  if (text !== undefined && path === ownPath(context)) return `line ${lineOf(text, span.start)}`;
  return `${inlineCode(fileWords(context, path))}${text === undefined ? '' : `, line ${lineOf(text, span.start)}`}`;
}

function fileWords(context: ComposeHoverContext, path: string): string {
  const own = ownPath(context);
  return own === undefined ? path : pathFromFile(own, path);
}

/** A file that lies nowhere is the only one of its project. */
function ownPath(context: ComposeHoverContext): string | undefined {
  return context.facts.path ?? projectOf(context).paths[0];
}
