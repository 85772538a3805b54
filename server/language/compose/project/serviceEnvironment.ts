import { dotenvVariables, parseDotenv } from '../dotenv';
import type { Variables, VariableSource } from '../interpolation';
import { parseRawEnvFile } from '../rawEnvFile';
import type { ComposeNode, Place } from './composeNode';
import type { ComposeProject } from './composeProject';
import { scalarText } from './nodeEdits';
import { entriesAt, itemsAt, nodeAt, scalarAt } from './readNodes';

/** One variable that the containers of a service get. */
export interface EnvironmentVariable {
  readonly name: string;
  /** Undefined where the shell decides, or a variable that nobody here knows. */
  readonly value: string | undefined;
  /** Where it is written: the `environment` of a compose file, or a line of an env file. */
  readonly place: Place;
  readonly from: 'environment' | 'env_file';
  /** What sets the same name and does not count, the nearest first: lines of env files. */
  readonly hides: readonly EnvironmentVariable[];
}

const hidesNothing: readonly EnvironmentVariable[] = [];

/**
 * What the containers of a service get as their environment, by name: the env files in their order, and `environment` over
 * them. Env files that were not read are left out. Source: compose-go `WithServicesEnvironmentResolved`.
 */
export function serviceEnvironment({ model, texts, variables }: Pick<ComposeProject, 'model' | 'texts' | 'variables'>, service: string): ReadonlyMap<string, EnvironmentVariable> {
  const node = nodeAt(model, 'services', service);
  const own = entriesAt(node, 'environment').map(({ key, keyPlace, value }) => ownVariable(key, keyPlace, value, variables));
  const found = new Map<string, EnvironmentVariable>();
  for (const variable of [...fileVariables(itemsAt(node, 'env_file'), own, texts, variables), ...own]) {
    const before = found.get(variable.name);
    found.set(variable.name, before ? { ...variable, hides: [before, ...before.hides].slice(0, mostHidden) } : variable);
  }
  return found;
}

/** A file that sets one name again and again is told no further. */
const mostHidden = 20;

function ownVariable(name: string, place: Place, node: ComposeNode, variables: Variables): EnvironmentVariable {
  const at = { name, place, from: 'environment', hides: hidesNothing } as const;
  if (node.kind !== 'scalar' || node.isUncertain) return { ...at, value: undefined };
  return { ...at, value: node.value === null ? variables.get(name)?.value : scalarText(node) };
}

/** The project's variables win where a file uses one, then `environment`, then what stands above. */
function fileVariables(items: readonly ComposeNode[], own: readonly EnvironmentVariable[], texts: ReadonlyMap<string, string>, variables: Variables): EnvironmentVariable[] {
  const known = new Map<string, VariableSource>(own.flatMap(({ name, value }) => (value === undefined ? [] : [[name, { value, source: '`environment`' }]])));
  for (const [name, source] of variables) known.set(name, source);
  const found: EnvironmentVariable[] = [];
  for (const item of items) {
    const file = scalarAt(item, 'path');
    const path = file && scalarText(file);
    const text = path === undefined ? undefined : texts.get(path);
    if (path === undefined || text === undefined) continue;
    const read = scalarAt(item, 'format')?.value === 'raw' ? parseRawEnvFile(text) : parseDotenv(text, known);
    for (const { name, value, span } of read.entries) found.push({ name, value: value ?? variables.get(name)?.value, place: { path, span }, from: 'env_file', hides: hidesNothing });
    for (const [name, source] of dotenvVariables(read)) if (!known.has(name)) known.set(name, source);
  }
  return found;
}
