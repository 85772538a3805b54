import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { globalEnvironment, StageEnvironment, type BuildFacts } from '../dockerfile/variables';

/** A stage on its way down the instructions. */
export class WalkedStage {
  private built: StageEnvironment | undefined;
  private pending: Instruction[] = [];

  constructor(
    readonly stage: Stage,
    /** The image or stage that FROM names, variables replaced; undefined where only the build knows. */
    readonly image: string | undefined,
    /** The stage it starts from, already walked to its end. */
    readonly parent: WalkedStage | undefined,
    private readonly build: (stage: Stage, parent: StageEnvironment | undefined) => StageEnvironment,
  ) {}

  /** The instruction was visited. */
  pass(instruction: Instruction): void {
    if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') this.pending.push(instruction);
  }

  /** The variables above the instruction that is visited; computed when a rule asks for them. */
  get variables(): StageEnvironment {
    const unbuilt: WalkedStage[] = [];
    for (let above: WalkedStage | undefined = this; above && !above.built; above = above.parent) unbuilt.push(above);
    for (const stage of unbuilt.reverse()) stage.built = stage.build(stage.stage, stage.parent?.settled());
    return this.settled()!;
  }

  private settled(): StageEnvironment | undefined {
    for (const instruction of this.pending) this.built?.apply(instruction);
    if (this.built) this.pending = [];
    return this.built;
  }
}

/**
 * Walks every stage once, in file order as BuildKit does (convert.go `dispatchStages`): `visit` sees each instruction with
 * what is set above it. Triggers of ONBUILD are kept as text by BuildKit and are not visited.
 */
export function walkStages(
  dockerfile: Dockerfile,
  facts: BuildFacts,
  visit: (instruction: Instruction, at: WalkedStage) => void,
): void {
  const globals = globalEnvironment(dockerfile, facts);
  const named = new Map<string, WalkedStage>();
  const build = (stage: Stage, parent: StageEnvironment | undefined): StageEnvironment =>
    new StageEnvironment(dockerfile, stage, facts, { globals, ...(parent ? { parent } : {}) });
  for (const stage of dockerfile.stages) {
    const image = expandText(stage.from.image?.text ?? '', globals, dockerfile.escape).text;
    const at = new WalkedStage(stage, image, image === undefined ? undefined : named.get(image), build);
    for (const instruction of stage.instructions) {
      visit(instruction, at);
      at.pass(instruction);
    }
    if (stage.name !== undefined) named.set(stage.name, at);
  }
}
