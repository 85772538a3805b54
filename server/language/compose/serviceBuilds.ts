import { hostPath, isRemote } from './hostPath';
import type { Variables } from './interpolation';
import type { ComposeMappingNode, ComposeNode } from './project/composeNode';
import type { ComposeProject } from './project/composeProject';
import { scalarText } from './project/nodeEdits';
import { entriesAt, isMapping, nodeAt } from './project/readNodes';

/** The build of one service, as `docker compose build` asks for it. Paths are absolute, with `/`. */
export interface ServiceBuild {
  readonly service: string;
  readonly contextFolder: string;
  readonly dockerfile: string;
  readonly target?: string;
  /** Only those whose value is known: what the shell of another terminal holds is not. */
  readonly buildArguments: Readonly<Record<string, string>>;
  /** A folder's absolute path, or an address such as `docker-image://alpine`, by the name that the Dockerfile uses. */
  readonly namedContexts: Readonly<Record<string, string>>;
}

/**
 * The builds of a project's services whose context is a folder of this machine and whose Dockerfile is a file. A service is
 * left out where a variable that nobody here knows decides its folder, its Dockerfile or its target: it is not guessed.
 * @param isWhole where no other file can say the context: a `build` without one then means the folder
 */
export function serviceBuilds({ model, variables }: Pick<ComposeProject, 'model' | 'variables'>, isWhole: boolean): readonly ServiceBuild[] {
  return entriesAt(model, 'services').flatMap(({ key, value }) => {
    const build = nodeAt(value, 'build');
    return isMapping(build) ? (buildOf(key, build, isWhole && !nodeAt(value, 'extends'), variables) ?? []) : [];
  });
}

function buildOf(service: string, build: ComposeMappingNode, isWhole: boolean, variables: Variables): ServiceBuild | undefined {
  const texts = ['context', 'dockerfile', 'target', 'dockerfile_inline'].map((key) => certainText(build.entries.get(key)?.value));
  const [context = '.', dockerfile = 'Dockerfile', target, inline] = texts.map((text) => (text === 'unknown' ? undefined : text?.text));
  // What another file or service adds is not read here. A context that nobody wrote stands at the build itself.
  const isPartial = !isWhole && build.entries.get('context')?.keyPlace === build.place;
  if (isPartial || inline !== undefined || texts.includes('unknown')) return undefined;
  if (isRemote(context) || context.startsWith('~') || dockerfile.startsWith('~')) return undefined;
  return {
    service,
    contextFolder: context,
    dockerfile: hostPath(context, dockerfile),
    ...(target && { target }),
    buildArguments: knownTexts(build, 'args', variables),
    namedContexts: knownTexts(build, 'additional_contexts', new Map()),
  };
}

/** Undefined where nothing stands; `unknown` where nobody here knows what. */
function certainText(node: ComposeNode | undefined): { readonly text: string } | 'unknown' | undefined {
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined;
  return node.kind === 'scalar' && !node.isUncertain ? { text: scalarText(node) } : 'unknown';
}

/** Values by name. One without a value comes from `.env`; the shell may hold what stands in none. */
function knownTexts(build: ComposeMappingNode, key: string, variables: Variables): Record<string, string> {
  const known = entriesAt(build, key).flatMap(({ key: name, value }) => {
    const text = certainText(value);
    const asked = variables.get(name);
    if (text === undefined) return asked?.place ? [[name, asked.value] as const] : [];
    return text === 'unknown' ? [] : [[name, text.text] as const];
  });
  return Object.fromEntries(known);
}

/**
 * One build for each that differs from all others in anything that decides what is built, with the services that share it.
 */
export function distinctBuilds<Build extends ServiceBuild>(builds: readonly Build[]): readonly (Build & { readonly services: readonly string[] })[] {
  const found = new Map<string, Build & { services: readonly string[] }>();
  for (const build of builds) {
    const { contextFolder, dockerfile, target, buildArguments, namedContexts } = build;
    const key = JSON.stringify([contextFolder, dockerfile, target, inOrder(buildArguments), inOrder(namedContexts)]);
    const same = found.get(key);
    found.set(key, { ...(same ?? build), services: [...(same?.services ?? []), build.service] });
  }
  return [...found.values()];
}

function inOrder(values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
}
