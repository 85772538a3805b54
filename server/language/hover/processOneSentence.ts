import type { EffectiveCommand } from '../process/effectiveCommand';
import { describeProcessOne } from '../process/processOneText';
import { inlineCode } from '../wording';

/** Who gets the stop signal in a container of this stage: one sentence. */
export function processOneSentence({ processOne, signalReaches, complete, argv }: EffectiveCommand, signal: string): string {
  if (!complete) return 'What runs as process 1 here is decided by the base image, which is not known here.';
  if (argv.length === 0) return 'This stage sets no command, so nothing runs that could get it.';
  const who = `Process 1 is ${inlineCode(describeProcessOne(processOne), 80)}`;
  if (signalReaches === 'the program') return `${who}: it gets ${signal}, and must handle it itself.`;
  if (signalReaches === 'the shell') return `${who}: the shell gets ${signal} and does not pass it on to the program.`;
  return `${who}: whether the program gets ${signal} is not known here.`;
}
