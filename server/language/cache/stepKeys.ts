import type { BuildPlan, PlannedStage, PlannedStep } from './buildPlan';
import type { StepDefinition, StepInput } from './stepDefinition';

/** Where a stage has got to: the key of its last step, as far as it is certain. */
export interface ChainKey {
  /** Undefined where it depends on content that only the build knows. */
  readonly key: number | undefined;
  /** Keys of earlier builds that it may turn out to be. */
  readonly maybe: ReadonlySet<number>;
}

/** Gives equal texts equal numbers. Keys of several builds can be compared when they come from one table. */
export class KeyTable {
  private readonly numbers = new Map<string, number>();

  intern(...parts: readonly (string | number)[]): number {
    const text = parts.join('\x1f');
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
}

interface InputKey {
  readonly kind: StepInput['kind'];
  /** Undefined where the content is not known. */
  readonly key: number | undefined;
}

interface BuiltStep {
  readonly key: number;
  readonly inputs: readonly InputKey[];
}

/**
 * All steps that earlier builds left in the cache. A step is found by its whole key; one whose inputs are only known
 * when the build runs is found by the rest of it.
 */
export class BuiltSteps {
  private readonly keys = new Set<number>();
  private readonly byDefinition = new Map<number, BuiltStep[]>();

  has(key: number | undefined): key is number {
    return key !== undefined && this.keys.has(key);
  }

  add(definition: number, step: BuiltStep): void {
    if (this.keys.has(step.key)) return;
    this.keys.add(step.key);
    this.byDefinition.set(definition, [...(this.byDefinition.get(definition) ?? []), step]);
  }

  /** Steps with this definition whose inputs may hold the same content. */
  candidates(definition: number, inputs: readonly InputKey[]): readonly number[] {
    const steps = this.byDefinition.get(definition) ?? [];
    return steps.filter((step) => step.inputs.length === inputs.length && step.inputs.every((input, index) => mayBeEqual(input, inputs[index]!))).map(({ key }) => key);
  }
}

/** Contents of the context are known; of a stage or a download only that the same source gives the same content. */
function mayBeEqual(left: InputKey, right: InputKey): boolean {
  if (left.kind === 'context' && right.kind === 'context') return left.key === right.key;
  return true;
}

/** What becomes of one step. */
export interface KeyedStep {
  readonly step: PlannedStep;
  readonly definition: StepDefinition;
  readonly outcome: 'cached' | 'runs' | 'depends';
  /** The chain below this step. */
  readonly below: ChainKey;
  readonly chain: ChainKey;
}

export interface KeyedStage {
  readonly stage: PlannedStage;
  readonly steps: readonly KeyedStep[];
  /** The first step that does not come from the cache. */
  readonly firstChanged: KeyedStep | undefined;
  /** For a step whose outcome only the build knows: the nearest such step above it. */
  readonly dependingAbove: ReadonlyMap<KeyedStep, KeyedStep>;
  readonly chain: ChainKey;
}

/** Keys of all stages that a build needs, by stage index. */
export function keyBuild(plan: BuildPlan, table: KeyTable, built: BuiltSteps): ReadonlyMap<number, KeyedStage> {
  const stages = new Map<number, KeyedStage>();
  for (const stage of plan.stages) if (plan.needed.has(stage.index)) stages.set(stage.index, keyStage(stage, stages, table, built));
  return stages;
}

export interface RememberOptions {
  /** True where the context is known whole: a step without its source failed, and nothing that needs it was built. */
  readonly sourcesMustExist?: boolean;
}

/** Puts a build's steps into the cache. They must have been keyed with certain inputs, as a first build's are. */
export function rememberBuild(stages: ReadonlyMap<number, KeyedStage>, table: KeyTable, built: BuiltSteps, { sourcesMustExist = false }: RememberOptions = {}): void {
  const unbuilt = new Set<number>();
  for (const { stage, steps } of stages.values()) {
    const fails = ({ missing, inputs }: StepDefinition): boolean => missing.length > 0 || inputs.some((input) => input.kind === 'stage' && unbuilt.has(input.stage));
    const stop = !sourcesMustExist ? -1 : stage.base.kind === 'stage' && unbuilt.has(stage.base.stage) ? 0 : steps.findIndex(({ definition }) => fails(definition));
    if (stop >= 0) unbuilt.add(stage.index);
    for (const { definition, below, chain } of stop < 0 ? steps : steps.slice(0, stop)) {
      const inputs = definition.inputs.map((input) => inputKey(input, stages, table));
      const own = definition.linked ? linkedKey(definition, inputs, table) : chain.key;
      const parent = definition.linked ? undefined : below.key;
      if (own === undefined || (!definition.linked && parent === undefined)) continue;
      built.add(definitionKey(definition, parent, table), { key: own, inputs });
    }
  }
}

function keyStage(stage: PlannedStage, stages: ReadonlyMap<number, KeyedStage>, table: KeyTable, built: BuiltSteps): KeyedStage {
  let chain = baseChain(stage, stages, table);
  const steps: KeyedStep[] = [];
  const dependingAbove = new Map<KeyedStep, KeyedStep>();
  let depending: KeyedStep | undefined;
  for (const step of stage.steps) {
    if (!step.definition) continue;
    const keyed = keyStep(step, step.definition, chain, stages, table, built);
    steps.push(keyed);
    chain = keyed.chain;
    if (keyed.outcome !== 'depends') continue;
    if (depending) dependingAbove.set(keyed, depending);
    depending = keyed;
  }
  return { stage, steps, firstChanged: steps.find(({ outcome }) => outcome !== 'cached'), dependingAbove, chain };
}

function baseChain({ base }: PlannedStage, stages: ReadonlyMap<number, KeyedStage>, table: KeyTable): ChainKey {
  if (base.kind === 'stage') return stages.get(base.stage)?.chain ?? { key: undefined, maybe: new Set() };
  return { key: table.intern('image', base.identity), maybe: new Set() };
}

function keyStep(
  step: PlannedStep,
  definition: StepDefinition,
  below: ChainKey,
  stages: ReadonlyMap<number, KeyedStage>,
  table: KeyTable,
  built: BuiltSteps,
): KeyedStep {
  const inputs = definition.inputs.map((input) => inputKey(input, stages, table));
  if (definition.linked) return keyLinkedStep(step, definition, inputs, below, table, built);
  const exact = below.key === undefined ? undefined : wholeKey(definitionKey(definition, below.key, table), inputs, table);
  if (built.has(exact)) return { step, definition, outcome: 'cached', below, chain: { key: exact, maybe: new Set() } };
  const parents = below.key === undefined ? [...below.maybe] : [below.key, ...below.maybe];
  const maybe = new Set(parents.flatMap((parent) => built.candidates(definitionKey(definition, parent, table), inputs)));
  return { step, definition, outcome: maybe.size > 0 ? 'depends' : 'runs', below, chain: { key: exact, maybe } };
}

/** The copy stands on nothing; only the cheap merge below it needs the chain. */
function keyLinkedStep(step: PlannedStep, definition: StepDefinition, inputs: readonly InputKey[], below: ChainKey, table: KeyTable, built: BuiltSteps): KeyedStep {
  const copy = linkedKey(definition, inputs, table);
  const candidates = built.has(copy) ? [copy] : built.candidates(definitionKey(definition, undefined, table), inputs);
  const outcome = built.has(copy) ? 'cached' : candidates.length > 0 ? 'depends' : 'runs';
  const merge = (parent: number, copied: number): number => table.intern('merge', parent, copied);
  const maybe = new Set([...below.maybe, ...(below.key === undefined ? [] : [below.key])].flatMap((parent) => candidates.map((copied) => merge(parent, copied))));
  const key = below.key === undefined || copy === undefined ? undefined : merge(below.key, copy);
  if (key !== undefined) maybe.delete(key);
  return { step, definition, outcome, below, chain: { key, maybe } };
}

function linkedKey(definition: StepDefinition, inputs: readonly InputKey[], table: KeyTable): number | undefined {
  return wholeKey(definitionKey(definition, undefined, table), inputs, table);
}

/** ADD and COPY are one kind of step; where they differ, a part of the definition says so. */
function definitionKey(definition: StepDefinition, parent: number | undefined, table: KeyTable): number {
  const { keyword } = definition.instruction;
  return table.intern('definition', keyword === 'ADD' ? 'COPY' : keyword, parent ?? 'alone', ...definition.parts.map(({ value }) => value));
}

function wholeKey(definition: number, inputs: readonly InputKey[], table: KeyTable): number | undefined {
  const keys: number[] = [];
  for (const { key } of inputs) {
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return table.intern('step', definition, ...keys);
}

function inputKey(input: StepInput, stages: ReadonlyMap<number, KeyedStage>, table: KeyTable): InputKey {
  switch (input.kind) {
    case 'context':
      return { kind: 'context', key: table.intern('context', input.digest) };
    case 'remote':
      return { kind: 'remote', key: table.intern('remote', input.name, input.path) };
    case 'stage': {
      const chain = stages.get(input.stage)?.chain;
      return { kind: 'stage', key: chain?.key === undefined ? undefined : table.intern('stage', chain.key, input.path) };
    }
  }
}
