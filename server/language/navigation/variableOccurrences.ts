import type { Dockerfile, Instruction, KeyValue, Span, Stage } from '../dockerfile/syntax';
import type { Occurrence } from './occurrence';
import { resolvedBases } from '../dockerfile/resolvedBases';
import { variableUses, type NameUse } from './variableUses';
import { VariableGroup, VariableScope } from './variableScope';

/** The variables of a file with their places, by BuildKit's scopes. */
export interface VariableIndex {
  readonly groups: readonly VariableGroup[];
  /** For each use, the definition that it reads. */
  readonly definitions: ReadonlyMap<Occurrence, Occurrence>;
  readonly globals: VariableScope;
  /** By stage index, as each stage ends. */
  readonly scopes: readonly VariableScope[];
}

/**
 * Walks a file once. Definitions of one name in one stage are one variable, also with the stage it builds on. `ARG NAME`
 * without a value is the global ARG of that name; `ARG NAME=value` is a variable of its own.
 */
export function variableIndex(dockerfile: Dockerfile): VariableIndex {
  return new VariableWalk(dockerfile).walk();
}

class VariableWalk {
  private readonly groups: VariableGroup[] = [];
  private readonly definitions = new Map<Occurrence, Occurrence>();
  private readonly globals = new VariableScope();
  private readonly scopes: VariableScope[] = [];

  constructor(private readonly dockerfile: Dockerfile) {}

  walk(): VariableIndex {
    const bases = resolvedBases(this.dockerfile);
    for (const instruction of this.dockerfile.globalInstructions) this.visit(instruction, this.globals);
    for (const stage of this.dockerfile.stages) {
      const base = bases[stage.index]!.stage;
      this.visitStage(stage, new VariableScope(base && this.scopes[base.index]));
    }
    const { definitions, globals, scopes } = this;
    const groups = this.groups.filter((group) => group.root === group);
    for (const { occurrences } of groups) occurrences.sort((one, other) => one.span.start - other.span.start);
    return { groups, definitions, globals, scopes };
  }

  private visitStage(stage: Stage, scope: VariableScope): void {
    for (const use of variableUses(this.dockerfile, stage.from)) this.use(use, stage.from, this.globals);
    const atRunTime: Instruction[] = [];
    for (const instruction of stage.instructions) {
      if (runsLater(instruction)) atRunTime.push(instruction);
      else this.visit(instruction, scope);
    }
    // A container starts with the ENV of the whole stage, and without its ARGs.
    for (const instruction of atRunTime) {
      for (const use of variableUses(this.dockerfile, instruction)) if (scope.get(use.name)?.inImage) this.use(use, instruction, scope);
    }
    this.scopes.push(scope);
  }

  private visit(instruction: Instruction, scope: VariableScope): void {
    const uses = variableUses(this.dockerfile, instruction);
    if (instruction.keyword !== 'ARG' && instruction.keyword !== 'ENV') {
      for (const use of uses) this.use(use, instruction, scope);
    } else if (instruction.keyword === 'ENV') {
      // All pairs of one ENV see what stands above the instruction.
      for (const use of uses) this.use(use, instruction, scope);
      for (const pair of instruction.pairs) this.define(pair, instruction, scope);
    } else this.visitArguments(instruction.pairs, uses, instruction, scope);
  }

  /** Each pair of an ARG sees those before it. */
  private visitArguments(pairs: readonly KeyValue[], uses: readonly NameUse[], instruction: Instruction, scope: VariableScope): void {
    let next = 0;
    for (const pair of pairs) {
      while (next < uses.length && uses[next]!.span.start < pair.span.end) this.use(uses[next++]!, instruction, scope);
      this.define(pair, instruction, scope);
    }
  }

  private use({ name, span }: NameUse, instruction: Instruction, scope: VariableScope): void {
    // `$1`, `$@` and their like are the shell's own.
    if (!/^[\p{L}_]/u.test(name)) return;
    const occurrence = this.occurrence('use', name, span, instruction);
    const known = scope.get(name);
    const state = known ?? { group: this.newGroup(name), definition: undefined, inImage: false };
    if (!known) scope.set(name, state);
    const { root } = state.group;
    root.occurrences.push(occurrence);
    if (state.definition) this.definitions.set(occurrence, state.definition);
  }

  private define({ name: { text: name, span }, value }: KeyValue, instruction: Instruction, scope: VariableScope): void {
    if (!/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) return;
    const occurrence = this.occurrence('definition', name, span, instruction);
    const known = scope.get(name);
    const isDeclaration = instruction.keyword === 'ARG' && !value && scope !== this.globals;
    const global = isDeclaration ? this.globals.get(name) : undefined;
    const group = known?.group ?? global?.group ?? this.newGroup(name);
    if (global) group.join(global.group);
    group.root.occurrences.push(occurrence);
    if (global?.definition) this.definitions.set(occurrence, global.definition);
    scope.set(name, { group, definition: occurrence, inImage: instruction.keyword === 'ENV' || known?.inImage === true });
  }

  private occurrence(role: Occurrence['role'], written: string, span: Span, instruction: Instruction): Occurrence {
    return { role, written, span, instruction, exact: this.dockerfile.text.slice(span.start, span.end) === written };
  }

  private newGroup(name: string): VariableGroup {
    const group = new VariableGroup(name);
    this.groups.push(group);
    return group;
  }
}

function runsLater({ keyword }: Instruction): boolean {
  return keyword === 'CMD' || keyword === 'ENTRYPOINT' || keyword === 'HEALTHCHECK';
}
