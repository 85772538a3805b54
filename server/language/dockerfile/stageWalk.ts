import { expandPlainText, expandText, type Expansion } from './expansion';
import { onbuildTriggers } from './onbuildTriggers';
import { resolvedBases } from './resolvedBases';
import type { Dockerfile, Instruction, Span, Stage } from './syntax';
import { globalEnvironment, StageEnvironment, type BuildFacts } from './variables';

/**
 * Where BuildKit reports what it finds in an instruction, if not at the instruction: a trigger that an earlier stage left
 * with ONBUILD is reported at the FROM of the stage that runs it, and only the top of the file can skip a check there.
 */
export interface Elsewhere {
  readonly reportedAt?: Span;
  readonly skippedAbove?: Span | 'file';
}

/** A stage on its way down the instructions. */
export class WalkedStage {
  private built: StageEnvironment | undefined;
  private pending: Instruction[] = [];
  private readonly undecided: Set<string>;

  constructor(
    private readonly dockerfile: Dockerfile,
    readonly stage: Stage,
    /** The image or stage that FROM names, variables replaced; undefined where only the build knows. */
    readonly image: string | undefined,
    /** The stage it starts from, already walked to its end. */
    readonly parent: WalkedStage | undefined,
    private readonly build: (stage: Stage, parent: StageEnvironment | undefined) => StageEnvironment,
  ) {
    this.undecided = new Set(parent?.undecided);
  }

  /** Of the instruction that is visited. */
  elsewhere: Elsewhere = {};

  /** The instruction was visited. */
  pass(instruction: Instruction): void {
    if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') this.pending.push(instruction);
    if (instruction.keyword === 'ARG') for (const { name, value } of instruction.pairs) if (!value) this.undecided.add(name.text);
  }

  /** Names that an ARG declares without a value: where nothing sets them, a build argument can. */
  get undecidedNames(): ReadonlySet<string> {
    return this.undecided;
  }

  /** The variables above the instruction that is visited; computed when a rule asks for them. */
  get variables(): StageEnvironment {
    const unbuilt: WalkedStage[] = [];
    for (let above: WalkedStage | undefined = this; above && !above.built; above = above.parent) unbuilt.push(above);
    for (const stage of unbuilt.reverse()) stage.built = stage.build(stage.stage, stage.parent?.settled());
    return this.settled()!;
  }

  /** A text as BuildKit expands it at the instruction that is visited. */
  expand(text: string): Expansion {
    return expandPlainText(text) ?? expandText(text, this.variables.environment, this.dockerfile.escape);
  }

  private settled(): StageEnvironment | undefined {
    for (const instruction of this.pending) this.built?.apply(instruction);
    if (this.built) this.pending = [];
    return this.built;
  }
}

/**
 * Walks every stage once, in file order as BuildKit does (convert.go `dispatchStages`): `visit` sees each instruction with
 * what is set above it. A trigger of ONBUILD is visited in the stages of this file that run it, before their own instructions.
 */
export function walkStages(
  dockerfile: Dockerfile,
  facts: BuildFacts,
  visit: (instruction: Instruction, at: WalkedStage) => void,
): void {
  const globals = globalEnvironment(dockerfile, facts);
  const bases = resolvedBases(dockerfile, facts);
  const walked: WalkedStage[] = [];
  const triggers = onbuildTriggers(dockerfile, facts);
  const build = (stage: Stage, parent: StageEnvironment | undefined): StageEnvironment =>
    new StageEnvironment(dockerfile, stage, facts, { globals, ...(parent ? { parent } : {}) });
  for (const stage of dockerfile.stages) {
    const base = bases[stage.index]!;
    const at = new WalkedStage(dockerfile, stage, base.image, base.stage && walked[base.stage.index], build);
    walked.push(at);
    const step = (instruction: Instruction, elsewhere: Elsewhere): void => {
      at.elsewhere = elsewhere;
      visit(instruction, at);
      at.pass(instruction);
    };
    const left = triggers.get(stage);
    if (left) for (const instruction of left) step(instruction, inherited(stage));
    for (const instruction of stage.instructions) step(instruction, atInstruction);
  }
}

export interface ExecutedInstruction {
  readonly instruction: Instruction;
  readonly elsewhere: Elsewhere;
}

/** What a stage executes: the triggers of the stage that it starts from, then its own instructions. */
export function executedInstructions(stage: Stage, triggers: ReadonlyMap<Stage, readonly Instruction[]>): readonly ExecutedInstruction[] {
  const elsewhere = inherited(stage);
  const left = (triggers.get(stage) ?? []).map((instruction) => ({ instruction, elsewhere }));
  return [...left, ...stage.instructions.map((instruction) => ({ instruction, elsewhere: atInstruction }))];
}

const atInstruction: Elsewhere = {};

function inherited(stage: Stage): Elsewhere {
  return { reportedAt: stage.from.keywordSpan, skippedAbove: 'file' };
}
