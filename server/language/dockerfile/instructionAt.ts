import { lastIndexBefore } from './lastIndex';
import type { Instruction } from './syntax';

/** The instruction whose lines hold `offset`. Instructions are in file order and do not overlap. */
export function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | undefined {
  const found = instructions[lastIndexBefore(instructions, ({ span }) => span.start <= offset)];
  return found && found.span.start <= offset && offset < found.span.end ? found : undefined;
}
