/** Holds what was predicted of a build against what it printed. */
import assert from 'node:assert/strict';
import type { PredictedStep } from '../../server/language/cache/buildInput';
import type { BuildStep } from './buildProgress';

const stepInstructions = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

export interface Comparison {
  /** What happened, by line. */
  readonly seen: ReadonlyMap<number, 'ran' | 'cached'>;
  /** Lines of which the prediction says that only the build can tell. */
  readonly open: readonly number[];
}

/**
 * Fails where a step ran or was cached and something else was predicted.
 * @param triggered how many steps of ONBUILD a stage begins with: they are printed, but have no line.
 */
export function comparePredictions(predicted: readonly PredictedStep[], printed: readonly BuildStep[], dockerfile: string, output: string, triggered: Readonly<Record<string, number>> = {}): Comparison {
  const seen = pairSteps(predicted, printed, (dockerfile.match(/^\s*FROM /gim) ?? []).length, output, triggered);
  const told = (outcome: string): number[] => predicted.filter((step) => step.outcome === outcome).map(({ line }) => line);
  const open = told('depends');
  const really = (what: string): number[] => [...seen].filter(([line, how]) => how === what && !open.includes(line)).map(([line]) => line).sort((left, right) => left - right);
  const paired = (outcome: string): number[] => told(outcome).filter((line) => seen.has(line));
  assert.deepEqual({ runs: paired('runs'), cached: paired('cached') }, { runs: really('ran'), cached: really('cached') }, output);
  return { seen, open };
}

/** Stage by stage, in the order of steps. */
function pairSteps(predicted: readonly PredictedStep[], printed: readonly BuildStep[], stageCount: number, output: string, triggered: Readonly<Record<string, number>>): Map<number, 'ran' | 'cached'> {
  const seen = new Map<number, 'ran' | 'cached'>();
  for (const stage of new Set(predicted.map((step) => step.stage))) {
    const labels = /^\d+$/.test(stage) ? [`stage-${stage}`, ...(stageCount === 1 ? [''] : [])] : [stage];
    const expected = predicted.filter((step) => step.stage === stage && step.outcome !== 'metadata' && step.outcome !== 'unused' && stepInstructions.has(step.instruction));
    const steps = printed.filter((step) => labels.includes(step.stage) && !/^FROM /i.test(step.instruction)).sort((left, right) => left.position - right.position);
    const own = steps.slice(triggered[stage] ?? 0);
    // Steps that two stages share are printed once, under one of them; the last step of a stage is its own.
    const last = own.at(-1)?.position ?? 0;
    expected.forEach((step, index) => {
      const shared = own.length < expected.length;
      const found = shared ? own.find(({ position }) => position === last - (expected.length - 1 - index)) : own[index];
      assert.ok(found || printed.some(({ stage: other, instruction }) => !labels.includes(other) && instruction.startsWith(`${step.instruction} `)), `line ${step.line} of stage ${stage}: ${output}`);
      if (found && !found.merged) seen.set(step.line, found.cached ? 'cached' : 'ran');
    });
    assert.ok(own.length <= expected.length, `stage ${stage}: ${output}`);
  }
  return seen;
}
