import type { CommandForm, Instruction, KeyValue, Span, ValueInstruction, Word } from '../dockerfile/syntax';
import type { DockerfileElement } from './dockerfileElement';

/** The word of an instruction's arguments at a file offset, where its words mean something one by one. */
export function wordAt(instruction: Instruction, offset: number): DockerfileElement | undefined {
  switch (instruction.keyword) {
    case 'FROM':
      return fromWordAt(instruction, offset);
    case 'COPY':
    case 'ADD':
      return copyWordAt(instruction, offset);
    case 'EXPOSE':
    case 'VOLUME': {
      const word = instruction.words.find(({ span }) => contains(span, offset));
      const kind = instruction.keyword === 'EXPOSE' ? 'port' : 'volume';
      return word && { kind, instruction: instruction as Instruction & { keyword: 'EXPOSE' | 'VOLUME' }, word, span: word.span };
    }
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return pairAt(instruction as Instruction & { keyword: 'ENV' | 'ARG' | 'LABEL' }, instruction.pairs, offset);
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      return instruction.value && contains(instruction.value.span, offset) ? valueAt(instruction, instruction.value, offset) : undefined;
    case 'HEALTHCHECK':
      if (instruction.type && contains(instruction.type.span, offset)) return { kind: 'healthcheckType', instruction, span: instruction.type.span };
      return execWordAt(instruction, instruction.command, offset);
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return execWordAt(instruction, instruction.command, offset);
    default:
      return undefined;
  }
}

function fromWordAt(instruction: Instruction & { keyword: 'FROM' }, offset: number): DockerfileElement | undefined {
  const { image, stageName, as } = instruction;
  if (image && contains(image.span, offset)) return { kind: 'image', instruction, word: image, span: image.span };
  if (stageName && contains(stageName.span, offset)) return { kind: 'stageName', instruction, word: stageName, span: stageName.span };
  return as && contains(as.span, offset) ? { kind: 'keyword', instruction, span: as.span } : undefined;
}

function copyWordAt(instruction: Instruction & { keyword: 'COPY' | 'ADD' }, offset: number): DockerfileElement | undefined {
  const { destination, sources } = instruction;
  const source = sources.find(({ span }) => contains(span, offset));
  if (source) return { kind: 'source', instruction, word: source, span: source.span };
  return destination && contains(destination.span, offset) ? { kind: 'destination', instruction, word: destination, span: destination.span } : undefined;
}

function pairAt(instruction: Instruction & { keyword: 'ENV' | 'ARG' | 'LABEL' }, pairs: readonly KeyValue[], offset: number): DockerfileElement | undefined {
  const pair = pairs.find(({ span }) => contains(span, offset));
  if (!pair) return undefined;
  // The `=` counts to the name.
  const part = pair.value && contains(pair.value.span, offset) ? 'value' : 'name';
  return { kind: 'pair', instruction, pair, part, span: part === 'value' ? pair.value!.span : pair.name.span };
}

/** `user:group` are two words where they stand in the file as they are. */
function valueAt(instruction: ValueInstruction, word: Word, offset: number): DockerfileElement {
  const { text, span } = word;
  const colon = instruction.keyword === 'USER' && /^[^"'$\\`]+$/.test(text) && span.end - span.start === text.length ? text.indexOf(':') : -1;
  if (colon < 0) return { kind: 'value', instruction, word, span };
  const at = span.start + colon;
  if (offset > at) return { kind: 'group', instruction, word: { text: text.slice(colon + 1), span: { start: at + 1, end: span.end } }, span: { start: at + 1, end: span.end } };
  return { kind: 'value', instruction, word, span: { start: span.start, end: at } };
}

function execWordAt(instruction: Instruction, command: CommandForm | undefined, offset: number): DockerfileElement | undefined {
  if (command?.form !== 'exec') return undefined;
  const index = command.words.findIndex(({ span }) => contains(span, offset));
  return index < 0 ? undefined : { kind: 'execWord', instruction, words: command.words, index, span: command.words[index]!.span };
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset < span.end;
}
