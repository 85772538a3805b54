import type { EngineRules, Prediction, StepOutcome } from '../language/cache/buildInput';
import { predict } from '../language/cache/predict';
import { isRemote } from '../language/compose/hostPath';
import { maskSecrets } from '../language/maskSecrets';
import { readComparedInputs, type BuildFolder } from '../world/buildInput';
import { CommandError, exitCodes, type CommandOutput } from './output';

export interface CacheOptions {
  readonly before: BuildFolder;
  readonly after: BuildFolder;
  readonly engine: EngineRules;
  readonly format: 'text' | 'json';
}

const words: Readonly<Record<StepOutcome, string>> = {
  cached: 'cached  ',
  runs: 'runs    ',
  depends: 'depends ',
  metadata: 'metadata',
  unused: 'unused  ',
};

/**
 * Predicts which steps of the `after` build come from the cache that the `before` build left.
 * @throws CommandError where a folder or file cannot be read, or where one of the two is no build.
 */
export async function cacheCommand({ before, after, engine, format }: CacheOptions, write: CommandOutput): Promise<number> {
  refuseAddress('--before', before);
  refuseAddress('--after', after);
  const [earlier, coming] = await readBoth(before, after);
  const prediction = predict(earlier, coming, engine, { sourcesMustExist: true });
  if (prediction.problem !== undefined) throw new CommandError(prediction.problem);
  write.out(format === 'json' ? `${JSON.stringify({ steps: prediction.steps })}\n` : textOf(prediction));
  return exitCodes.fine;
}

function refuseAddress(option: string, { folder }: BuildFolder): void {
  if (isRemote(folder)) throw new CommandError(`${option} ${maskSecrets(folder)} is no folder: only builds of folders on this machine can be compared`);
}

async function readBoth(before: BuildFolder, after: BuildFolder): ReturnType<typeof readComparedInputs> {
  try {
    return await readComparedInputs(before, after);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function textOf({ steps }: Prediction): string {
  const shown = steps.filter(({ outcome }) => outcome !== 'metadata');
  const again = shown.filter(({ outcome }) => outcome === 'runs');
  const lines = shown.map(({ line, instruction, outcome, because }) => `${words[outcome]}  line ${line}: ${instruction}. ${because}`);
  return [...lines, `${again.length} of ${shown.length} steps run again.`, ''].join('\n');
}
