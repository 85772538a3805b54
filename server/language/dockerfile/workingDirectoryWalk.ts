import type { WalkedStage } from './stageWalk';
import type { Instruction } from './syntax';
import type { BuildFacts } from './variables';

/** Longer paths count as not known, so that a file of many relative WORKDIRs cannot grow one without end. */
const longestPath = 4_096;

/** The working directories of all stages while they are walked from top to bottom. Linux paths only. */
export class WorkingDirectoryWalk {
  private readonly directories = new Map<WalkedStage, string | undefined>();

  constructor(private readonly facts: BuildFacts) {}

  /** Where a step of the stage starts, as far as the stage was walked. Undefined: the base image or the build decides. */
  at(stage: WalkedStage): string | undefined {
    // A long chain of stages must not become a deep recursion.
    let known = stage;
    while (!this.directories.has(known) && known.parent) known = known.parent;
    const directory = this.directories.has(known) ? this.directories.get(known) : this.ofImage(known.image);
    this.directories.set(stage, directory);
    return directory;
  }

  /** Takes an instruction of the stage into account. */
  pass(instruction: Instruction, stage: WalkedStage): void {
    if (instruction.keyword !== 'WORKDIR') return;
    const above = this.at(stage);
    this.directories.set(stage, joined(above, stage.expand(instruction.value?.text ?? '').text));
  }

  private ofImage(image: string | undefined): string | undefined {
    if (image === undefined) return undefined;
    return image === 'scratch' ? '/' : this.facts.baseWorkingDirectory?.(image);
  }
}

function joined(above: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  if (path.startsWith('/')) return path;
  const longer = above === undefined ? undefined : `${above}/${path}`;
  return longer !== undefined && longer.length > longestPath ? undefined : longer;
}
