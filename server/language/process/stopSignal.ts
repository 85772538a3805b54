import { Environment } from '../dockerfile/environment';
import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, ValueInstruction } from '../dockerfile/syntax';
import { environmentBefore, type BuildFacts } from '../dockerfile/variables';
import type { ImageCommand } from './commandParts';

/** What `docker stop` sends when nothing else is said. */
export const defaultStopSignal = 'SIGTERM';

/** STOPSIGNAL as the image stores it, variables filled in. The value is undefined where only the build knows it. */
export function stopSignalOf(dockerfile: Dockerfile, instruction: ValueInstruction, line: number | undefined, facts: BuildFacts): ImageCommand['stopSignal'] {
  const written = instruction.value?.text;
  const from = line === undefined ? 'base' : 'stage';
  if (written === undefined) return { from: 'none', line, value: undefined };
  // A trigger of the base image stands in no line of this file; its variables are those of another build.
  if (line === undefined) return { from, line, value: written.includes('$') ? undefined : written };
  // A walk over all stages above is only worth it where a variable is to be filled in.
  const environment = written.includes('$') ? environmentBefore(dockerfile, instruction, facts) : new Environment();
  const { text } = expandText(written, environment, dockerfile.escape);
  return { from, line, value: text || undefined };
}

/** `9`, `KILL` and `SIGKILL` are one signal (Docker's `signal.ParseSignal`). The program is never told. */
export function cannotBeCaught(signal: string): boolean {
  return ['9', 'KILL', '19', 'STOP'].includes(signal.toUpperCase().replace(/^SIG/, ''));
}
