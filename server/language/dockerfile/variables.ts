import { Environment, type Binding, type BindingSource } from './environment';
import { expandText } from './expansion';
import { remembered } from './remembered';
import { baseStage } from './stages';
import type { Dockerfile, Instruction, KeyValue, Stage } from './syntax';

/** What is known about a build beside its Dockerfile. Everything may be missing. */
export interface BuildFacts {
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** Target platform, `os/architecture[/variant]`; undefined: not known at edit time. */
  readonly platform?: string;
  /** The platform that the build itself runs on; undefined: not known at edit time. */
  readonly buildPlatform?: string;
  /** What the front end defines for every file; all of `platformArguments` by default. */
  readonly predefinedArguments?: readonly string[];
  /** True where all ARGs of one line expand with what stands above the line, as before BuildKit 0.14. By default each sees those before it. */
  readonly expandsArgumentsTogether?: boolean;
  readonly target?: string;
  /** The ENV of a base image in order, `NAME=value`, or undefined where the image is not known. */
  readonly baseEnvironment?: (image: string) => readonly string[] | undefined;
  /** The working directory that a base image sets, `/` where it sets none, or undefined where the image is not known. */
  readonly baseWorkingDirectory?: (image: string) => string | undefined;
}

/** BuildKit adds it where the base image has no PATH (system.DefaultPathEnvUnix). */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Arguments that BuildKit defines for every file; a stage sees them after `ARG NAME` (platform.go `defaultArgs`). */
export const platformArguments = [
  'BUILDPLATFORM', 'BUILDOS', 'BUILDOSVERSION', 'BUILDARCH', 'BUILDVARIANT',
  'TARGETPLATFORM', 'TARGETOS', 'TARGETOSVERSION', 'TARGETARCH', 'TARGETVARIANT', 'TARGETSTAGE',
] as const;

/** Stages built on stages are followed this far; beyond it the base counts as unknown. */
const longestStageChain = 200;

/** ARGs that never enter the environment of a RUN (convert.go `nonEnvArgs`). */
const argumentsOutsideEnvironment = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

/** The global scope: predefined arguments and the ARGs above the first FROM. FROM lines expand with it. */
export function globalEnvironment(dockerfile: Dockerfile, facts: BuildFacts, upTo?: Instruction): Environment {
  if (upTo) return readGlobals(dockerfile, facts, upTo);
  // An environment counts what stages take over from it, so that each walk gets its own.
  return new Environment(globalBindings(dockerfile, facts));
}

const globalBindings = remembered((dockerfile, facts: BuildFacts): readonly Binding[] => readGlobals(dockerfile, facts).list());

function readGlobals(dockerfile: Dockerfile, facts: BuildFacts, upTo?: Instruction): Environment {
  const environment = new Environment((facts.predefinedArguments ?? platformArguments).map((name) => platformBinding(name, facts)));
  for (const instruction of dockerfile.globalInstructions) {
    if (instruction === upTo) break;
    if (instruction.keyword !== 'ARG') continue;
    for (const pair of instruction.pairs) {
      const binding = argumentBinding(dockerfile, pair, environment, facts, 'global ARG');
      if (binding) environment.set(binding);
    }
  }
  return environment;
}

/** The variables that `instruction` expands with: all that is set above it in its stage, its base stages and the base image. */
export function environmentBefore(dockerfile: Dockerfile, instruction: Instruction, facts: BuildFacts): Environment {
  const stage = dockerfile.stages.findLast(({ from }) => from.span.start <= instruction.span.start);
  if (!stage) return globalEnvironment(dockerfile, facts, instruction);
  if (instruction.keyword === 'FROM') return globalEnvironment(dockerfile, facts);
  const walk = new StageEnvironment(dockerfile, stage, facts);
  for (const above of stage.instructions) {
    if (above.span.start >= instruction.span.start) break;
    walk.apply(above);
  }
  return walk.environment;
}

/** A stage's environment as the build walks down its instructions (BuildKit `dispatchStages`, `dispatchEnv`, `dispatchArg`). */
export class StageEnvironment {
  readonly environment: Environment;
  /** What ends up in the image's config: ENV of the base and of this stage, without ARG. */
  private readonly imageNames: Set<string>;
  private readonly globals: Environment;

  /**
   * @param known the global scope where the caller has it, and the base stage already walked to its end; null: there is none
   */
  constructor(
    private readonly dockerfile: Dockerfile,
    stage: Stage,
    private readonly facts: BuildFacts,
    known: { readonly globals?: Environment; readonly parent?: StageEnvironment | null } = {},
    depth = 0,
  ) {
    this.globals = known.globals ?? known.parent?.globals ?? globalEnvironment(dockerfile, facts);
    const image = expandText(stage.from.image?.text ?? '', this.globals, dockerfile.escape).text;
    const parent = known.parent === undefined ? this.walkParent(stage, image, depth) : known.parent;
    if (parent) {
      this.environment = parent.environment.copy();
      const isKnown = this.environment.names.size > 0;
      this.imageNames = new Set(isKnown ? parent.imageNames : []);
      if (isKnown) this.restoreImageEnvironment(parent);
    } else {
      const base = baseBindings(image, facts);
      this.environment = this.globals.base(base);
      this.imageNames = new Set((base ?? []).map(({ name }) => name));
    }
  }

  private walkParent(stage: Stage, image: string | undefined, depth: number): StageEnvironment | undefined {
    const parent = image === undefined || depth > longestStageChain ? undefined : baseStage(this.dockerfile, stage, image);
    if (!parent) return undefined;
    const walk = new StageEnvironment(this.dockerfile, parent, this.facts, { globals: this.globals }, depth + 1);
    for (const instruction of parent.instructions) walk.apply(instruction);
    return walk;
  }

  private imageValues = new Map<string, Binding>();

  /** Takes one instruction into account; only ENV and ARG change anything. */
  apply(instruction: Instruction): void {
    if (instruction.keyword === 'ENV') this.applyEnv(instruction.pairs);
    else if (instruction.keyword === 'ARG') this.applyArgs(instruction.pairs);
  }

  /** All pairs of one ENV expand with the values from above the instruction. */
  private applyEnv(pairs: readonly KeyValue[]): void {
    const bindings = pairs.map((pair): Binding => {
      const name = expandText(pair.name.text, this.environment, this.dockerfile.escape).text ?? pair.name.text;
      const value = expandText(pair.value?.text ?? '', this.environment, this.dockerfile.escape).text;
      return { name, value, source: 'ENV', definition: pair.span };
    });
    for (const binding of bindings) {
      this.environment.set(binding);
      this.imageNames.add(binding.name);
      this.imageValues.set(binding.name, binding);
    }
  }

  private applyArgs(pairs: readonly KeyValue[]): void {
    const together = this.facts.expandsArgumentsTogether === true && pairs.length > 1;
    const above = together ? new Environment(this.environment.list(), this.environment.baseUnknown) : this.environment;
    for (const pair of pairs) {
      const binding = this.bindingOf(pair, above);
      if (binding) this.environment.set(binding);
    }
  }

  private bindingOf(pair: KeyValue, above: Environment): Binding | undefined {
    const name = pair.name.text;
    if (argumentsOutsideEnvironment.has(name)) return undefined;
    const inherited = pair.value === undefined && this.facts.buildArguments?.[name] === undefined ? this.globals.get(name) : undefined;
    if (inherited) return { ...inherited, definition: inherited.definition ?? pair.span };
    return argumentBinding(this.dockerfile, pair, above, this.facts, 'ARG');
  }

  /** A child starts with the image's ENV written once more, so ENV wins over an ARG of the parent. */
  private restoreImageEnvironment(parent: StageEnvironment): void {
    for (const name of parent.imageNames) {
      const binding = parent.imageValues.get(name) ?? parent.environment.get(name);
      if (!binding) continue;
      this.environment.set(binding);
      this.imageValues.set(name, binding);
    }
  }
}

/** ARG's binding, or undefined where it declares a name without any value and nothing is known: then it stays unset. */
function argumentBinding(
  dockerfile: Dockerfile,
  pair: KeyValue,
  environment: Environment,
  facts: BuildFacts,
  source: BindingSource,
): Binding | undefined {
  const name = pair.name.text;
  const given = facts.buildArguments?.[name];
  if (given !== undefined) return { name, value: given, source: 'build argument', definition: pair.span };
  if (pair.value === undefined) return undefined;
  const value = expandText(pair.value.text, environment, dockerfile.escape).text;
  return { name, value, source, definition: pair.span };
}

function platformBinding(name: string, facts: BuildFacts): Binding {
  const given = facts.buildArguments?.[name];
  const value = given ?? (name === 'TARGETSTAGE' ? (facts.target ?? 'default') : platformValue(name, facts));
  return { name, value, source: given === undefined ? 'predefined' : 'build argument', definition: undefined };
}

function platformValue(name: string, { platform, buildPlatform }: BuildFacts): string | undefined {
  const [, side, part = ''] = /^(TARGET|BUILD)(.*)$/.exec(name) ?? [];
  const known = side === 'TARGET' ? platform : buildPlatform;
  if (!known) return undefined;
  const [os, architecture, variant = ''] = known.split('/');
  const values: Record<string, string | undefined> = { PLATFORM: known, OS: os, OSVERSION: os === 'linux' ? '' : undefined, ARCH: architecture, VARIANT: variant };
  return values[part];
}

function baseBindings(image: string | undefined, facts: BuildFacts): Binding[] | undefined {
  const list = image === undefined ? undefined : image === 'scratch' ? [] : facts.baseEnvironment?.(image);
  if (!list) return undefined;
  const bindings = list.map((entry): Binding => {
    const equals = entry.indexOf('=');
    const name = equals < 0 ? entry : entry.slice(0, equals);
    return { name, value: equals < 0 ? '' : entry.slice(equals + 1), source: 'base image', definition: undefined };
  });
  if (bindings.some(({ name }) => name === 'PATH')) return bindings;
  return [...bindings, { name: 'PATH', value: defaultPath, source: 'predefined', definition: undefined }];
}
