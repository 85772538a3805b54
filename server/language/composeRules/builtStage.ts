import { parseDockerfile } from '../dockerfile/parser';
import { frontendOf, readsDockerfiles } from '../dockerfile/frontend';
import { resolvedBases, stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import type { ComposeNode, ComposeScalarNode, Place } from '../compose/project/composeNode';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, entriesAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { baseName } from '../context/contextPath';
import type { ComposeRuleInput } from './composeRule';
import type { RuleService } from './ruleServices';

/** Where a service's `build` reads from; every part is certain. */
export interface BuildSource {
  readonly node: ComposeNode;
  /** Absolute, with `/`. */
  readonly context: string;
  /** Where the context is written, or `build` itself. */
  readonly contextPlace: Place;
  /** Absolute; undefined where the Dockerfile's text stands in the compose file. */
  readonly path: string | undefined;
  readonly pathPlace: Place;
  readonly inline: string | undefined;
  readonly target: ComposeScalarNode | undefined;
}

/** How messages name the Dockerfile of a build, between backticks. */
export function dockerfileName({ path }: Pick<BuildSource, 'path'>): string {
  return `\`${path === undefined ? 'dockerfile_inline' : baseName(path)}\``;
}

/** The build of a service whose context is a folder of this machine; undefined where a variable from outside decides. */
export function buildSource({ node }: RuleService, { project }: ComposeRuleInput): BuildSource | undefined {
  const build = nodeAt(node, 'build');
  if (build?.kind !== 'mapping') return undefined;
  const [context, dockerfile, inline, target] = ['context', 'dockerfile', 'dockerfile_inline', 'target'].map((key) => scalarAt(build, key));
  if ([context, dockerfile, inline, target].some((part) => part?.isUncertain)) return undefined;
  const folder = context ? scalarText(context) : folderOf(project.paths[0] ?? '/');
  if (folder === '' || isRemote(folder) || folder.includes('://') || folder.startsWith('service:') || folder.startsWith('~')) return undefined;
  const name = dockerfile ? scalarText(dockerfile) : 'Dockerfile';
  if (name === '' || name.startsWith('~') || name.includes('://')) return undefined;
  return {
    node: build,
    context: folder,
    contextPlace: context?.place ?? build.place,
    path: inline ? undefined : resolvePath(folder, name),
    pathPlace: dockerfile?.place ?? context?.place ?? build.place,
    inline: inline && scalarText(inline),
    target,
  };
}

/** A service's build with its Dockerfile. */
export interface BuiltStage extends BuildSource {
  readonly dockerfile: Dockerfile;
  /** The stage that becomes the image. */
  readonly stage: Stage;
  readonly facts: BuildFacts;
  /** The image at the bottom of the stage's chain; undefined where only the build knows. */
  readonly baseImage: string | undefined;
}

/** What several rules ask of the same project. */
interface KnownBuilds {
  readonly stages: Map<RuleService['node'], BuiltStage | undefined>;
  /** One object for equal arguments: what follows from a Dockerfile is remembered with it. */
  readonly facts: Map<string, BuildFacts>;
  readonly inline: Map<string, Dockerfile>;
}

const knownBuilds = new WeakMap<ComposeRuleInput, KnownBuilds>();

function knownOf(input: ComposeRuleInput): KnownBuilds {
  const known = knownBuilds.get(input) ?? { stages: new Map(), facts: new Map(), inline: new Map() };
  knownBuilds.set(input, known);
  return known;
}

/** The stage that a service's build ends with; undefined where a variable from outside decides, or the file cannot be read. */
export function builtStage(service: RuleService, input: ComposeRuleInput): BuiltStage | undefined {
  const { stages } = knownOf(input);
  if (!stages.has(service.node)) stages.set(service.node, readStage(service, input));
  return stages.get(service.node);
}

function readStage(service: RuleService, input: ComposeRuleInput): BuiltStage | undefined {
  const source = buildSource(service, input);
  const dockerfile = source && dockerfileOf(source, input);
  if (!dockerfile) return undefined;
  const wanted = source.target && scalarText(source.target).toLowerCase();
  const stage = wanted ? dockerfile.stages.findLast(({ name }) => name === wanted) : dockerfile.stages.at(-1);
  if (!stage) return undefined;
  const buildArguments = Object.fromEntries(entriesAt(source.node, 'args').flatMap(({ key }): [string, string][] => {
    const value = certainTextAt(source.node, 'args', key);
    return value === undefined ? [] : [[key, value]];
  }));
  const key = JSON.stringify(buildArguments);
  const { facts: shared } = knownOf(input);
  const facts: BuildFacts = shared.get(key) ?? { buildArguments };
  shared.set(key, facts);
  const chain = [...stageChain(dockerfile, stage, facts)];
  const baseImage = resolvedBases(dockerfile, facts)[chain.at(-1)!.index]?.image;
  return { ...source, dockerfile, stage, facts, baseImage };
}

/** The Dockerfile of a build, where BuildKit's own front end reads it. */
export function dockerfileOf({ path, inline }: BuildSource, input: ComposeRuleInput): Dockerfile | undefined {
  const dockerfile = path === undefined ? inlineDockerfile(inline ?? '', input) : input.facts.dockerfile?.(path);
  if (!dockerfile || dockerfile.problems.some(({ severity }) => severity === 'error')) return undefined;
  const frontend = frontendOf(dockerfile);
  return frontend && !readsDockerfiles(frontend) ? undefined : dockerfile;
}

function inlineDockerfile(text: string, input: ComposeRuleInput): Dockerfile {
  const { inline } = knownOf(input);
  const dockerfile = inline.get(text) ?? parseDockerfile(text);
  inline.set(text, dockerfile);
  return dockerfile;
}
