import { currentEngine, type BuildInput, type EngineRules } from '../buildInput';
import { planBuild, type BuildPlan } from '../buildPlan';
import { explainStep } from '../causes';
import { earlierSteps } from '../earlierSteps';
import type { StepDefinition } from '../stepDefinition';
import { BuiltSteps, keyBuild, KeyTable, rememberBuild, type KeyedStage, type KeyedStep } from '../stepKeys';
import { StepRecord, type ChangedFile } from './stepRecord';

/** How one step of the last build fared in all builds that had it. */
export interface StepHistory {
  /** 1-based lines of the instruction in the last build's file. */
  readonly line: number;
  readonly endLine: number;
  /** Name of the stage in lower case, or its index. */
  readonly stage: string;
  readonly instruction: string;
  /** What follows the instruction, with line ends as spaces. */
  readonly words: string;
  /** Sources that the last build's context does not hold; the step's count is then only a lower bound. */
  readonly missing: readonly string[];
  /** Builds that executed it again. */
  readonly ran: number;
  /** Builds of which only the build itself can tell: it copies what a step that ran again writes. */
  readonly depended: number;
  /** Builds that had the step and an earlier build to take it from. */
  readonly of: number;
  /** Context files whose change made it run, most often first; bounded. */
  readonly files: readonly ChangedFile[];
  /** The same by folder, as patterns: `src/**`. `times` counts builds, not files. */
  readonly patterns: readonly ChangedFile[];
}

export interface BuildHistory {
  /** Builds that had an earlier one to compare with. */
  readonly builds: number;
  /** Steps of the last build in file order. */
  readonly steps: readonly StepHistory[];
  /** Builds that could not be planned, by the name they were given. */
  readonly problems: readonly { readonly build: string; readonly problem: string }[];
}

/**
 * Builds one commit after another on one builder that forgets nothing, oldest first. Feed it with `add`; the caller
 * decides when to stop. The first build fills the cache and counts for nothing.
 */
export class HistoryReplay {
  private readonly table = new KeyTable();
  private readonly built = new BuiltSteps();
  private readonly problems: { build: string; problem: string }[] = [];
  private records = new Map<StepDefinition, StepRecord>();
  private last: BuildPlan | undefined;
  private lastStages: ReadonlyMap<number, KeyedStage> = new Map();
  private builds = 0;

  /** @param names false where nobody asks which files made a step run: finding them takes most of the time. */
  constructor(
    private readonly engine: EngineRules = currentEngine,
    private readonly names = true,
  ) {}

  /** @param name what a problem of this build is reported by, such as the commit's id. */
  add(name: string, input: BuildInput): void {
    this.addPlan(name, this.plan(input));
  }

  /** What `add` would build, to look at before it is added. */
  plan(input: BuildInput): BuildPlan {
    return planBuild(input, this.engine, this.last?.sent);
  }

  /** @param plan the result of `plan` since the last build was added. */
  addPlan(name: string, plan: BuildPlan): void {
    if (plan.problem !== undefined) {
      this.problems.push({ build: name, problem: plan.problem });
      return;
    }
    const stages = keyBuild(plan, this.table, this.built);
    this.record(plan, stages);
    rememberBuild(stages, this.table, this.built);
    if (this.last) this.builds++;
    this.last = plan;
    this.lastStages = stages;
  }

  result(): BuildHistory {
    const steps = [...this.lastStages.values()].flatMap((stage) => stage.steps.filter(({ step }) => !step.triggered).map((keyed) => this.historyOf(stage, keyed)));
    return { builds: this.builds, steps: steps.sort((one, other) => one.line - other.line), problems: this.problems };
  }

  private record(plan: BuildPlan, stages: ReadonlyMap<number, KeyedStage>): void {
    const earlier = earlierSteps(this.last);
    const records = new Map<StepDefinition, StepRecord>();
    for (const stage of stages.values()) {
      for (const keyed of stage.steps) {
        const counterpart = earlier.counterpart(keyed.definition, stage.stage);
        const record = (counterpart && this.records.get(counterpart)) ?? new StepRecord();
        const files = this.names && keyed.outcome === 'runs' ? explainStep(plan, stage, keyed, stages, earlier, counterpart).files : [];
        if (this.last) record.add(keyed.outcome, files);
        records.set(keyed.definition, record);
      }
    }
    this.records = records;
  }

  private historyOf({ stage }: KeyedStage, { step, definition }: KeyedStep): StepHistory {
    const { startLine, endLine, keyword, argumentText } = step.instruction;
    const words = argumentText.text.replace(/\s+/g, ' ').trim();
    return { line: startLine, endLine, stage: stage.name, instruction: keyword, words, missing: definition.missing, ...this.records.get(definition)!.summary() };
  }
}
