import type { ComposeBuild, ComposeFile, ComposeText } from './composeFile';
import { hostPath, isRemote } from './hostPath';
import { interpolate, type Variables } from './interpolation';

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

/** Where a project is read from. */
export interface ComposeProjectFiles {
  /** The main file, then those that are merged over it. */
  readonly files: readonly ComposeFile[];
  /** Absolute folder of the main file. */
  readonly folder: string;
  readonly variables: Variables;
  /** True where Compose reads these files and no other by itself: a `build` without `context` then means the folder. */
  readonly isWhole: boolean;
}

type Parts = { -readonly [K in 'context' | 'dockerfile' | 'target']?: string } & { readonly args: Map<string, string | undefined>; readonly contexts: Map<string, string | undefined> };

/**
 * The builds of a project's services whose context is a folder of this machine and whose Dockerfile is a file. A service is
 * left out where a variable that nobody here knows decides its folder, its Dockerfile or its target: it is not guessed.
 * Source: compose-spec build.md and 13-merge.md.
 */
export function serviceBuilds(project: ComposeProjectFiles): readonly ServiceBuild[] {
  const names = [...new Set(project.files.flatMap(({ services }) => services.map(({ name }) => name)))];
  return names.flatMap((name) => buildOf(name, project) ?? []);
}

function buildOf(service: string, { files, folder, variables, isWhole }: ComposeProjectFiles): ServiceBuild | undefined {
  const builds = files.flatMap(({ services }) => services.find(({ name }) => name === service)?.build ?? []);
  if (builds.length === 0 || builds.some(({ inline }) => inline)) return undefined;
  // What another file or service adds is not read here.
  const isPartial = !builds.some(({ context }) => context) && (!isWhole || extendsAnother(files, service));
  const parts = isPartial ? undefined : mergedParts(builds, variables);
  if (!parts) return undefined;
  const { context = '.', dockerfile = 'Dockerfile', target, args, contexts } = parts;
  if (isRemote(context) || context.startsWith('~') || dockerfile.startsWith('~')) return undefined;
  const contextFolder = hostPath(folder, context);
  const namedContexts = [...contexts].flatMap(([name, value]) => (value === undefined ? [] : [[name, namedContext(folder, value)] as const]));
  return {
    service,
    contextFolder,
    dockerfile: hostPath(contextFolder, dockerfile),
    ...(target && { target }),
    buildArguments: known(args),
    namedContexts: Object.fromEntries(namedContexts),
  };
}

function extendsAnother(files: readonly ComposeFile[], service: string): boolean {
  return files.some(({ services }) => services.some(({ name, entries }) => name === service && entries.some(({ key }) => key === 'extends')));
}

/** Later files win, name by name; undefined where a deciding value is not known. */
function mergedParts(builds: readonly ComposeBuild[], variables: Variables): Parts | undefined {
  const parts: Parts = { args: new Map(), contexts: new Map() };
  for (const build of builds) {
    for (const key of ['context', 'dockerfile', 'target'] as const) {
      const text = filledIn(build[key], variables);
      if (text === 'unknown') return undefined;
      if (text) parts[key] = text.value;
    }
    for (const { name, value } of build.args) parts.args.set(name, value === undefined ? variables.get(name)?.value : valueOf(value, variables));
    for (const { name, value } of build.additionalContexts) parts.contexts.set(name, value === undefined ? undefined : valueOf(value, variables));
  }
  return parts;
}

function filledIn(text: ComposeText | undefined, variables: Variables): { readonly value: string } | 'unknown' | undefined {
  if (!text) return undefined;
  const value = valueOf(text.text, variables);
  return value === undefined ? 'unknown' : { value };
}

/** Undefined where a variable is not known, or the text is no valid one. */
function valueOf(text: string, variables: Variables): string | undefined {
  const { text: value, uses, invalid } = interpolate(text, variables);
  return invalid.length > 0 || uses.some((use) => use.value === undefined) ? undefined : value;
}

function namedContext(folder: string, value: string): string {
  return isRemote(value) ? value : hostPath(folder, value);
}

function known(values: ReadonlyMap<string, string | undefined>): Record<string, string> {
  return Object.fromEntries([...values].filter((pair): pair is [string, string] => pair[1] !== undefined));
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
