import { cleanPath } from '../context/contextPath';
import { expandText } from '../dockerfile/expansion';
import { resolvedBase } from '../dockerfile/resolvedBases';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { defaultPath, StageEnvironment, type BuildFacts } from '../dockerfile/variables';
import type { BaseImage } from './buildInput';
import { triggersBefore } from './triggers';

/** Stages built on stages are followed this far. */
const longestStageChain = 200;

export const defaultShell: readonly string[] = ['/bin/sh', '-c'];

/** What is known beside the file: a `BuildFacts` that also knows more of base images than their ENV. */
export interface StateFacts extends BuildFacts {
  readonly baseImages?: (image: string) => BaseImage | undefined;
}

/**
 * What a step of a stage finds: variables, working directory, user and shell, as the build walks down the instructions.
 * Where the base image is not known, its directory is taken as `/`, its user as root, its shell as `/bin/sh -c` and its
 * ENV as the usual PATH: the same assumption on both sides of a comparison.
 */
export class StageState {
  /** Absolute, cleaned. */
  workingDirectory: string;
  /** The same as a RUN gets it: an absolute one stays as it is written, even with a slash at its end. */
  runDirectory: string;
  /** As written and expanded; undefined where nothing names one. */
  user: string | undefined;
  shell: readonly string[];
  private readonly variables: StageEnvironment;

  constructor(
    private readonly dockerfile: Dockerfile,
    readonly stage: Stage,
    given: StateFacts,
    /** What a stage above has come to at its end, for those who walk down all stages; otherwise it is walked for this one. */
    private readonly endOf: (stage: Stage) => StageState | undefined = () => undefined,
    depth = 0,
  ) {
    const facts = withAssumedEnvironment(given);
    const { image, stage: parent } = resolvedBase(dockerfile, stage, facts);
    if (parent && depth <= longestStageChain) {
      const state = endOf(parent) ?? this.walk(parent, facts, depth + 1);
      this.variables = new StageEnvironment(dockerfile, stage, facts, { parent: state.variables });
      this.workingDirectory = state.workingDirectory;
      this.runDirectory = state.runDirectory;
      this.user = state.user;
      this.shell = state.shell;
      return;
    }
    this.variables = new StageEnvironment(dockerfile, stage, facts);
    const base = image === undefined ? undefined : facts.baseImages?.(image);
    this.workingDirectory = cleanPath(`/${base?.workingDirectory ?? ''}`);
    this.runDirectory = base?.workingDirectory || '/';
    this.user = base?.user || undefined;
    this.shell = base?.shell ?? defaultShell;
  }

  private walk(stage: Stage, facts: StateFacts, depth: number): StageState {
    const state = new StageState(this.dockerfile, stage, facts, this.endOf, depth);
    for (const instruction of [...triggersBefore(this.dockerfile, stage, facts), ...stage.instructions]) state.apply(instruction);
    return state;
  }

  get environment(): StageEnvironment['environment'] {
    return this.variables.environment;
  }

  /** Takes one instruction of this stage into account. */
  apply(instruction: Instruction): void {
    this.variables.apply(instruction);
    if (instruction.keyword === 'WORKDIR') this.enter(this.expand(instruction.value?.text ?? ''));
    else if (instruction.keyword === 'USER') this.user = this.expand(instruction.value?.text ?? '');
    else if (instruction.keyword === 'SHELL' && instruction.command?.form === 'exec') {
      this.shell = instruction.command.words.map((word) => word.value);
    }
  }

  private enter(path: string): void {
    this.workingDirectory = this.resolve(path);
    this.runDirectory = path.startsWith('/') ? path : cleanPath(`${this.runDirectory}/${path}`);
  }

  /** A path as a step of this stage takes it: from the working directory, unless it is absolute. */
  resolve(path: string): string {
    return cleanPath(path.startsWith('/') ? path : `${this.workingDirectory}/${path}`);
  }

  /** Expands a text; where a value is not known before the build, the text stays as it is written. */
  expand(text: string, skipQuotes = false): string {
    const expansion = expandText(text, this.environment, this.dockerfile.escape, skipQuotes);
    return expansion.text ?? text;
  }

  /** `NAME=value` of every variable that a RUN gets, in the order that is part of its key. */
  environmentList(): readonly string[] {
    return this.environment.list().map(({ name, value }) => `${name}=${value ?? '\0unknown'}`);
  }
}

/** The same facts again for the same facts: what follows from them is remembered with the file. */
export function withAssumedEnvironment(facts: StateFacts): StateFacts {
  const known = assumedFacts.get(facts);
  if (known) return known;
  const baseEnvironment = (image: string): readonly string[] =>
    facts.baseImages?.(image)?.environment ?? facts.baseEnvironment?.(image) ?? [`PATH=${defaultPath}`];
  const assumed = { ...facts, baseEnvironment };
  assumedFacts.set(facts, assumed);
  assumedFacts.set(assumed, assumed);
  return assumed;
}

const assumedFacts = new WeakMap<StateFacts, StateFacts>();
