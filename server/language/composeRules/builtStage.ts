import { parseDockerfile } from '../dockerfile/parser';
import { frontendOf, readsDockerfiles } from '../dockerfile/frontend';
import { resolvedBases, stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import type { ComposeNode, ComposeScalarNode, Place } from '../compose/project/composeNode';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, entriesAt, nodeAt, scalarAt } from '../compose/project/readNodes';
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

/** Parsed texts of `dockerfile_inline` are small; those of files are remembered by who reads them. */
export function builtStage(service: RuleService, input: ComposeRuleInput): BuiltStage | undefined {
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
  const facts: BuildFacts = { buildArguments };
  const chain = [...stageChain(dockerfile, stage, facts)];
  const baseImage = resolvedBases(dockerfile, facts)[chain.at(-1)!.index]?.image;
  return { ...source, dockerfile, stage, facts, baseImage };
}

/** The Dockerfile of a build, where BuildKit's own front end reads it. */
export function dockerfileOf({ path, inline }: BuildSource, { facts }: ComposeRuleInput): Dockerfile | undefined {
  const dockerfile = path === undefined ? parseDockerfile(inline ?? '') : facts.dockerfile?.(path);
  if (!dockerfile || dockerfile.problems.some(({ severity }) => severity === 'error')) return undefined;
  const frontend = frontendOf(dockerfile);
  return frontend && !readsDockerfiles(frontend) ? undefined : dockerfile;
}
