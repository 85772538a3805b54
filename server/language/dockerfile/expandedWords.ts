import { parseMountOptions } from './mounts';
import type { Flag, Instruction, Word } from './syntax';

/**
 * The words that BuildKit expands in place (instructions/commands.go: `Expand`). Those of ARG and EXPOSE it expands in ways
 * of their own.
 */
export function expandedWords(instruction: Instruction): readonly Word[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ name, value }) => (value ? [name, value] : [name]));
    case 'COPY':
    case 'ADD': {
      const heredocs = new Set(instruction.heredocs.map(({ markerSpan }) => markerSpan?.start));
      const sources = instruction.sources.filter(({ span }) => !heredocs.has(span.start));
      const flags = instruction.keyword === 'ADD' ? ['chown', 'chmod', 'checksum'] : ['chown', 'chmod'];
      return [...flagWords(instruction.flags, flags), ...sources, ...(instruction.destination ? [instruction.destination] : [])];
    }
    case 'VOLUME':
      return instruction.words;
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
      return instruction.value ? [instruction.value] : [];
    case 'RUN':
      return instruction.flags.flatMap((flag) => (flag.name === 'mount' && flag.value ? parseMountOptions(flag) : [])).map(({ text, span }) => ({ text, span }));
    default:
      return [];
  }
}

function flagWords(flags: readonly Flag[], names: readonly string[]): Word[] {
  return flags.flatMap(({ name, value, valueSpan }) => (value && valueSpan && names.includes(name) ? [{ text: value, span: valueSpan }] : []));
}
