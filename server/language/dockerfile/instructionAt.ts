import type { Instruction } from './syntax';

/** The instruction whose lines hold `offset`. Instructions are in file order and do not overlap. */
export function instructionAt(instructions: readonly Instruction[], offset: number): Instruction | undefined {
  let low = 0;
  let high = instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (instructions[middle]!.span.start <= offset) low = middle;
    else high = middle - 1;
  }
  const found = instructions[low];
  return found && found.span.start <= offset && offset < found.span.end ? found : undefined;
}
