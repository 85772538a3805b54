import { parseMountOptions } from './mounts';
import type { Flag, Instruction, Span } from './syntax';

/** The value of a COPY --from or of a mount's from=. */
export interface StageReference {
  readonly written: string;
  readonly span: Span;
  readonly instruction: Instruction;
}

/** The stages or images that an instruction's COPY --from and RUN --mount from= name. */
export function stageReferences(instruction: Instruction): StageReference[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap((flag) => (instruction.keyword === 'COPY' ? copyReference(flag, instruction) : mountReferences(flag, instruction)));
}

function copyReference({ name, value, valueSpan }: Flag, instruction: Instruction): StageReference[] {
  return name === 'from' && value && valueSpan ? [{ written: value, span: valueSpan, instruction }] : [];
}

function mountReferences(flag: Flag, instruction: Instruction): StageReference[] {
  if (flag.name !== 'mount') return [];
  return parseMountOptions(flag).flatMap(({ key, value, text, span }) => {
    if (key !== 'from' || !value) return [];
    const isExact = span.end - span.start === text.length;
    return [{ written: value, span: isExact ? { start: span.end - value.length, end: span.end } : span, instruction }];
  });
}
