import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { globalEnvironment, StageEnvironment, type BuildFacts } from '../dockerfile/variables';

/** A stage on its way down the instructions. */
export interface WalkedStage {
  readonly stage: Stage;
  /** The image or stage that FROM names, variables replaced; undefined where only the build knows. */
  readonly image: string | undefined;
  /** The stage it starts from, already walked to its end. */
  readonly parent: WalkedStage | undefined;
  /** The variables above the instruction that is visited. */
  readonly variables: StageEnvironment;
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
  for (const stage of dockerfile.stages) {
    const image = expandText(stage.from.image?.text ?? '', globals, dockerfile.escape).text;
    const parent = image === undefined ? undefined : named.get(image);
    const variables = new StageEnvironment(dockerfile, stage, facts, { globals, parent: parent?.variables ?? null });
    const at: WalkedStage = { stage, image, parent, variables };
    for (const instruction of stage.instructions) {
      visit(instruction, at);
      variables.apply(instruction);
    }
    if (stage.name !== undefined) named.set(stage.name, at);
  }
}
