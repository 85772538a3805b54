import type { ValueInstruction } from '../dockerfile/syntax';
import type { ImageCommand } from './commandParts';

/** What `docker stop` sends when nothing else is said. */
export const defaultStopSignal = 'SIGTERM';

/** STOPSIGNAL as the image stores it: the word as written. With a variable the value is not known here. */
export function stopSignalOf(instruction: ValueInstruction, line: number | undefined): ImageCommand['stopSignal'] {
  const written = instruction.value?.text;
  const from = line === undefined ? 'base' : 'stage';
  if (written === undefined) return { from: 'none', line, value: undefined };
  const quoted = /^(["'])([^"'$\\]*)\1$/.exec(written);
  if (quoted) return { from, line, value: quoted[2] };
  return { from, line, value: /[$\\]/.test(written) ? undefined : written };
}

/** `9`, `KILL` and `SIGKILL` are one signal (Docker's `signal.ParseSignal`). The program is never told. */
export function cannotBeCaught(signal: string): boolean {
  return ['9', 'KILL', '19', 'STOP'].includes(signal.toUpperCase().replace(/^SIG/, ''));
}
