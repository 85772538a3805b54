import type { Occurrence } from './occurrence';

/** Stages built on stages are followed this far, as for values. */
const longestStageChain = 200;

/** All places of one variable while they are being found. */
export class VariableGroup {
  readonly occurrences: Occurrence[] = [];
  private mergedInto: VariableGroup | undefined;

  constructor(readonly name: string) {}

  /** The group that this one became a part of. */
  get root(): VariableGroup {
    let group: VariableGroup = this;
    while (group.mergedInto) group = group.mergedInto;
    return group;
  }

  /** Makes two groups one. */
  join(other: VariableGroup): void {
    const [mine, theirs] = [this.root, other.root];
    if (mine === theirs) return;
    const [large, small] = mine.occurrences.length < theirs.occurrences.length ? [theirs, mine] : [mine, theirs];
    for (const occurrence of small.occurrences) large.occurrences.push(occurrence);
    small.mergedInto = large;
  }
}

/** A variable as it stands at one place of a stage. */
export interface VariableState {
  readonly group: VariableGroup;
  /** The definition that counts here; undefined where there is none above. */
  readonly definition: Occurrence | undefined;
  /** True where an ENV sets it, so that it is still there when a container runs. */
  readonly inImage: boolean;
}

/** The variables of a stage: its own, and behind them those of the stage it builds on. */
export class VariableScope {
  private readonly own = new Map<string, VariableState>();
  private readonly depth: number;

  constructor(private readonly parent?: VariableScope) {
    this.depth = (parent?.depth ?? 0) + 1;
  }

  get(name: string): VariableState | undefined {
    const state = this.own.get(name);
    if (state || !this.parent || this.depth > longestStageChain) return state;
    return this.parent.get(name);
  }

  set(name: string, state: VariableState): void {
    this.own.set(name, state);
  }

  /** Every variable that is set here, the stage's own first. */
  states(): Map<string, VariableState> {
    const all = new Map(this.parent && this.depth <= longestStageChain ? this.parent.states() : []);
    for (const [name, state] of this.own) all.set(name, state);
    return all;
  }
}
