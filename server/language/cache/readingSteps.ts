import { treeOf } from '../context/contextTree';
import type { BuildInput } from './buildInput';
import { predict } from './predict';

/** Files of the folder `.git` that every commit writes. */
export const writtenByCommit: readonly string[] = ['.git/index', '.git/logs/HEAD', '.git/refs/heads/main', '.git/objects/00/0'];

/** A step that reads certain files, and one of them. */
export interface ReadingStep {
  /** 1-based. */
  readonly line: number;
  readonly example: string;
}

/** The steps that run again when these files change; steps below them do not count. */
export function readingSteps(input: BuildInput, paths: readonly string[]): ReadingStep[] {
  if (paths.length === 0) return [];
  const read = new Set(paths);
  const withContent = (identity: string): BuildInput => {
    const files = paths.map((path) => ({ path, entry: { path, type: 'file' as const, size: 0, mode: 0o644, identity } }));
    return { ...input, context: treeOf(input.context).with(files) };
  };
  const { steps } = predict(withContent('before'), withContent('after'));
  return steps.flatMap(({ line, files }) => {
    const example = files.find((path) => read.has(path));
    return example === undefined ? [] : [{ line, example }];
  });
}
