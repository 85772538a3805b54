import { currentEngine, type BuildInput, type EngineRules } from '../buildInput';
import type { BuildPlan } from '../buildPlan';
import { compareHistories, type HistoryComparison } from './compareHistories';
import { HistoryReplay } from './replay';

/** What a fix writes: the Dockerfile, the ignore file, or both. */
export interface FixedTexts {
  readonly dockerfile?: string;
  readonly ignoreFile?: string;
}

export interface FixSavings extends HistoryComparison {
  /** Builds that both files were compared over. */
  readonly builds: number;
  /** Builds that are left out of both, because one of the files cannot be built there: a file it copies did not exist yet. */
  readonly leftOut: number;
}

/**
 * Replays one history with the Dockerfile of today and with the fixed one, side by side: the same contexts, the same
 * commits, only the texts differ. The Dockerfiles that the commits had are not asked for.
 */
export class FixReplay {
  private readonly before: HistoryReplay;
  private readonly after: HistoryReplay;
  private leftOut = 0;

  /**
   * @param dockerfile text of today.
   * @param fix what the fix makes of it.
   */
  constructor(
    private readonly dockerfile: string,
    private readonly fix: FixedTexts,
    engine: EngineRules = currentEngine,
  ) {
    this.before = new HistoryReplay(engine, false);
    this.after = new HistoryReplay(engine, false);
  }

  /** Adds the next build, oldest first. */
  add(name: string, surroundings: Omit<BuildInput, 'dockerfile'>): void {
    const input = { ...surroundings, dockerfile: this.dockerfile };
    const [before, after] = [this.before.plan(input), this.after.plan({ ...input, ...this.fix })];
    const fails = !canBuild(before) || !canBuild(after);
    if (fails) this.leftOut++;
    else {
      this.before.addPlan(name, before);
      this.after.addPlan(name, after);
    }
  }

  result(): FixSavings {
    const [before, after] = [this.before.result(), this.after.result()];
    return { ...compareHistories(before, after), builds: before.builds, leftOut: this.leftOut };
  }
}

function canBuild({ problem, stages, needed }: BuildPlan): boolean {
  if (problem !== undefined) return false;
  return stages.every(({ index, steps }) => !needed.has(index) || steps.every(({ definition }) => (definition?.missing ?? []).length === 0));
}
