/** Short words for cache predictions over one small context. */
import assert from 'node:assert/strict';
import type { BuildInput, EngineRules, PredictedStep } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import type { ContextEntry } from '../../server/language/context/contextEntry';

export type Files = Readonly<Record<string, string>>;

export const files: Files = { 'a.txt': 'a', 'b.txt': 'b', 'd/one.txt': '1', 'd/two.txt': '2', 'd/sub/three.txt': '3' };

export function entries(of: Files): ContextEntry[] {
  return Object.entries(of).map(([path, text]) => ({ path, type: 'file', size: text.length, mode: 0o644, identity: text }));
}

export function input(dockerfile: string, more: Partial<BuildInput> = {}): BuildInput {
  return { dockerfile, context: entries(files), ...more };
}

/** `runs:2,3 cached:1 …` without the metadata lines. */
export function outcomes(before: BuildInput | BuildInput[], after: BuildInput, engine?: EngineRules): string {
  const prediction = predict(before, after, engine);
  assert.equal(prediction.problem, undefined);
  return summary(prediction.steps);
}

export function summary(steps: readonly PredictedStep[]): string {
  const words = ['cached', 'runs', 'depends', 'unused'].map((outcome) => {
    const lines = steps.filter((step) => step.outcome === outcome).map(({ line }) => line);
    return lines.length === 0 ? '' : `${outcome} ${lines.join(',')}`;
  });
  return words.filter((word) => word !== '').join('; ');
}

/** Replaces a text in the Dockerfile and tells the outcomes. */
export function edit(dockerfile: string, from: string, to: string): string {
  assert.ok(dockerfile.includes(from), from);
  return outcomes(input(dockerfile), input(dockerfile.replace(from, to)));
}

/** Changes context files: undefined removes one. */
export function change(dockerfile: string, changes: Readonly<Record<string, string | undefined>>, ignoreFile?: string): string {
  const now = Object.fromEntries(Object.entries({ ...files, ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const ignore = ignoreFile === undefined ? {} : { ignoreFile };
  return outcomes(input(dockerfile, ignore), input(dockerfile, { context: entries(now), ...ignore }));
}

export const plain = 'FROM alpine\nRUN echo one\nCOPY a.txt /a\nRUN echo two\n';
