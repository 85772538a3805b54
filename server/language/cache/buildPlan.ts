import { contextPath } from '../context/contextPath';
import { treeOf, type ContextTree } from '../context/contextTree';
import type { CopySelection } from '../context/copySources';
import { emptyIgnoreFile, parseDockerignore } from '../context/dockerignore';
import { filterContext, type FilteredContext } from '../context/ignoredEntries';
import { reachedProblems } from '../context/reachedProblems';
import { expandText } from '../dockerfile/expansion';
import { parseDockerfile } from '../dockerfile/parser';
import { resolvedBase } from '../dockerfile/resolvedBases';
import { sourceReference } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { globalEnvironment } from '../dockerfile/variables';
import type { BuildInput, EngineRules, NamedContext } from './buildInput';
import { transferContext } from './contextTransfer';
import { copyDefinition } from './copyDefinition';
import { folderFiles } from './folderFiles';
import { frontEndOf, type FrontEnd } from './frontEnd';
import { normalImageReference } from './imageReference';
import { namedContext, unpredictedContext } from './namedContexts';
import { normalPlatform } from './platform';
import { runDefinition } from './runDefinition';
import { StageState, withAssumedEnvironment, type StateFacts } from './stageState';
import type { FolderFiles, SourceLookup, StepDefinition } from './stepDefinition';
import { triggersBefore } from './triggers';
import { workdirDefinition } from './workdirDefinition';

/** An instruction of a stage; those that run nothing have no definition. */
export interface PlannedStep {
  readonly instruction: Instruction;
  readonly definition: StepDefinition | undefined;
  /** True for a trigger that a base left behind with ONBUILD. */
  readonly triggered: boolean;
}

export type StageBase = { readonly kind: 'stage'; readonly stage: number } | { readonly kind: 'image'; readonly reference: string; readonly identity: string };

export interface PlannedStage {
  readonly index: number;
  /** Name in lower case, or the index. */
  readonly name: string;
  readonly base: StageBase;
  readonly steps: readonly PlannedStep[];
}

/** What one build does, before anything is known of caches. */
export interface BuildPlan {
  readonly dockerfile: Dockerfile;
  readonly stages: readonly PlannedStage[];
  /** Indexes of the stages that the target needs. */
  readonly needed: ReadonlySet<number>;
  /** The context as the builder has it; undefined where nothing is built. */
  readonly sent: ContextTree | undefined;
  /** All that the needed stages take of the context: the client sends nothing else. */
  readonly taken: readonly CopySelection[];
  /** Why this is no build at all. */
  readonly problem: string | undefined;
}

/**
 * Works out the steps of a build. Never throws; what cannot be built has a `problem`.
 * @param earlier what the builder has of the context from the build before, if there was one.
 */
export function planBuild(input: BuildInput, engine: EngineRules, earlier?: ContextTree): BuildPlan {
  const dockerfile = parseDockerfile(input.dockerfile);
  const ignore = input.ignoreFile === undefined ? emptyIgnoreFile : parseDockerignore(input.ignoreFile);
  if (dockerfile.stages.length === 0) return noBuild(dockerfile, 'The Dockerfile has no FROM.');
  const target = targetStage(dockerfile, input.target);
  if (!target) return noBuild(dockerfile, `No stage is called ${input.target ?? ''}.`);
  const unpredicted = unpredictedContext(dockerfile, input);
  if (unpredicted !== undefined) return noBuild(dockerfile, unpredicted);
  const context = transferContext(earlier, filterContext(treeOf(input.context), ignore, engine.generation));
  const planner = new Planner(dockerfile, input, engine, context);
  const stages = dockerfile.stages.map((stage) => planner.plan(stage));
  const needed = neededStages(stages, target.index);
  const taken = takenBy(stages, needed);
  const [malformed] = ignore.problems.length > 0 ? reachedProblems(ignore, context.whole) : [];
  // A client that is asked for no file does not look at the ignore file.
  if (malformed && taken.length > 0) return noBuild(dockerfile, `.dockerignore line ${malformed.line}: ${malformed.message}`);
  return { dockerfile, stages, needed, sent: malformed ? earlier : context.sent, taken, problem: undefined };
}

function noBuild(dockerfile: Dockerfile, problem: string): BuildPlan {
  return { dockerfile, stages: [], needed: new Set(), sent: undefined, taken: [], problem };
}

/** The last stage, or the one of that name. BuildKit takes no index here. */
function targetStage(dockerfile: Dockerfile, target: string | undefined): Stage | undefined {
  if (!target) return dockerfile.stages[dockerfile.stages.length - 1];
  return dockerfile.stages.findLast(({ name }) => name === target.toLowerCase());
}

function neededStages(stages: readonly PlannedStage[], target: number): ReadonlySet<number> {
  const needed = new Set<number>();
  const waiting = [target];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const stage = stages[index];
    if (!stage || needed.has(index)) continue;
    needed.add(index);
    if (stage.base.kind === 'stage') waiting.push(stage.base.stage);
    for (const { definition } of stage.steps) {
      for (const input of definition?.inputs ?? []) if (input.kind === 'stage') waiting.push(input.stage);
    }
  }
  return needed;
}

function takenBy(stages: readonly PlannedStage[], needed: ReadonlySet<number>): CopySelection[] {
  const steps = stages.flatMap((stage) => (needed.has(stage.index) ? stage.steps : []));
  return steps.flatMap(({ definition }) => (definition?.inputs ?? []).flatMap((input) => (input.kind === 'context' && input.place === undefined ? input.selections : [])));
}

class Planner {
  private readonly facts: StateFacts;
  private readonly frontEnd: FrontEnd;
  private readonly files: FolderFiles;
  private readonly namedFiles = new Map<string, FolderFiles>();
  /** Of the stages that are planned already, by index: a stage is built on one above it. */
  private readonly ends: StageState[] = [];
  private readonly platforms: string[] = [];
  private readonly source: ReturnType<typeof sourceReference>;

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly input: BuildInput,
    private readonly engine: EngineRules,
    context: FilteredContext,
  ) {
    this.files = folderFiles(context, engine);
    this.frontEnd = frontEndOf(dockerfile, input.buildArguments, engine.generation);
    const { buildArguments, target, platform = defaultPlatform, baseImages } = input;
    const { predefinedArguments } = this.frontEnd;
    const given = { ...(buildArguments && { buildArguments }), ...(target && { target }), ...(baseImages && { baseImages }) };
    this.facts = withAssumedEnvironment({ platform, buildPlatform: platform, predefinedArguments, expandsArgumentsTogether: !this.frontEnd.isNewer, ...given });
    this.source = sourceReference(dockerfile.stages);
  }

  plan(stage: Stage): PlannedStage {
    const base = this.baseOf(stage);
    const state = new StageState(this.dockerfile, stage, this.facts, ({ index }) => this.ends[index]);
    const platform = this.platformOf(stage, base);
    this.platforms[stage.index] = platform;
    const lookup = this.lookupFor(stage);
    const step = (instruction: Instruction, triggered: boolean): PlannedStep => {
      const definition = this.define(instruction, state, platform, lookup);
      state.apply(instruction);
      return { instruction, definition, triggered };
    };
    const triggers = triggersBefore(this.dockerfile, stage, this.facts).map((trigger) => step(trigger, true));
    const steps = stage.instructions.map((instruction) => step(instruction, false));
    this.ends[stage.index] = state;
    return { index: stage.index, name: stage.name ?? String(stage.index), base, steps: [...triggers, ...steps] };
  }

  private define(instruction: Instruction, state: StageState, platform: string, lookup: SourceLookup): StepDefinition | undefined {
    switch (instruction.keyword) {
      case 'RUN':
        return runDefinition(instruction, state, platform, lookup, this.engine);
      case 'COPY':
      case 'ADD':
        return copyDefinition(instruction, state, lookup, this.engine);
      case 'WORKDIR':
        return workdirDefinition(instruction, state, lookup.frontEnd);
      default:
        return undefined;
    }
  }

  private baseOf(stage: Stage): StageBase {
    const { image: name, stage: parent } = resolvedBase(this.dockerfile, stage, this.facts);
    if (parent) return { kind: 'stage', stage: parent.index };
    const reference = name ?? stage.from.image?.text ?? '';
    const identity = this.imageIdentity(reference);
    const platform = this.ownPlatformOf(stage);
    return { kind: 'image', reference, identity: platform ? `${identity} ${platform}` : identity };
  }

  private imageIdentity(reference: string): string {
    if (reference === 'scratch') return reference;
    const named = namedContext(this.input, reference);
    if (named?.kind === 'address') return named.address;
    if (named?.kind === 'image') return this.input.baseImages?.(named.reference)?.identity ?? normalImageReference(named.reference);
    return (this.input.baseImages?.(reference)?.identity ?? normalImageReference(reference));
  }

  private filesOf(name: string, { context, ignoreFile }: NamedContext & { readonly kind: 'folder' }): FolderFiles {
    const known = this.namedFiles.get(name);
    if (known) return known;
    const ignore = ignoreFile === undefined ? emptyIgnoreFile : parseDockerignore(ignoreFile);
    const files = folderFiles(filterContext(context, ignore, this.engine.generation), this.engine);
    this.namedFiles.set(name, files);
    return files;
  }

  /** A stage on a stage has the platform of the first FROM, unless it names one. */
  private platformOf(stage: Stage, base: StageBase): string {
    const parent = base.kind === 'stage' ? this.platforms[base.stage] : undefined;
    return this.ownPlatformOf(stage) ?? parent ?? normalPlatform(this.input.platform ?? defaultPlatform);
  }

  /** A platform that FROM names and that is not the native one. */
  private ownPlatformOf(stage: Stage): string | undefined {
    const written = stage.from.flags.findLast(({ name }) => name === 'platform')?.value;
    const own = written && expandText(written, globalEnvironment(this.dockerfile, this.facts), this.dockerfile.escape).text;
    if (!own) return undefined;
    const platform = normalPlatform(own);
    return platform === normalPlatform(this.input.platform ?? defaultPlatform) ? undefined : platform;
  }

  private lookupFor(stage: Stage): SourceLookup {
    return {
      ...this.files,
      frontEnd: this.frontEnd,
      isUnlisted: (source) => (this.input.unlisted ?? []).some((folder) => `${contextPath(source)}/`.startsWith(`${folder}/`)),
      from: (reference, keyword) => {
        const named = this.source(reference, keyword);
        if (named && named.index < stage.index) return { stage: named.index };
        const context = namedContext(this.input, reference);
        return context?.kind === 'folder' ? { folder: this.filesOf(reference, context) } : { image: this.imageIdentity(reference) };
      },
    };
  }
}

const defaultPlatform = 'linux/amd64';
