import type { CommandForm, Dockerfile, Instruction, Span, Word } from '../dockerfile/syntax';
import { shellPieces } from './shellPieces';
import { inFileOrder, layTokens, tokenAt, type Token, type TokenType } from './token';

/** What stands behind the flags of an instruction. Variables are laid over it later. */
export function argumentTokens(dockerfile: Dockerfile, instruction: Instruction, isStage: (name: string) => boolean): Token[] {
  switch (instruction.keyword) {
    case 'FROM':
      return [
        ...tokenOf(instruction.image, isStage(instruction.image?.text ?? '') ? 'namespace' : 'type'),
        ...tokenOf(instruction.as, 'keyword'),
        ...tokenOf(instruction.stageName, 'namespace', true),
      ];
    case 'HEALTHCHECK':
      return [...tokenOf(instruction.type, 'keyword'), ...commandTokens(dockerfile, instruction.command)];
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      return commandTokens(dockerfile, instruction.command);
    case 'COPY':
    case 'ADD':
      if (!instruction.json) return [];
      return [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])].flatMap((word) => tokenOf(word, 'string'));
    case 'VOLUME':
      return instruction.json ? instruction.words.flatMap((word) => tokenOf(word, 'string')) : [];
    case 'EXPOSE':
      return instruction.words.filter(({ text }) => /^\d/.test(text)).flatMap((word) => tokenOf(word, 'number'));
    case 'STOPSIGNAL':
      return tokenOf(instruction.value, 'enumMember');
    default:
      return [];
  }
}

/** The names of ENV, LABEL and ARG, laid over the quoted parts, because a name may stand in quotes. */
export function pairTokens(dockerfile: Dockerfile, instruction: Instruction): Token[] {
  if (instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL' && instruction.keyword !== 'ARG') return [];
  const { keyword, argumentText } = instruction;
  const type = keyword === 'LABEL' ? 'property' : 'variable';
  const names = instruction.pairs.flatMap(({ name }) => tokenOf(name, type, type === 'variable'));
  const values = piecesOf(argumentText.text, dockerfile.escape, false, (start, end) => argumentText.spanOf(start, end));
  return layTokens(values, inFileOrder(names));
}

/** Bodies and names of heredocs. A RUN's body is a script; another body is a file's text. */
export function heredocTokens({ escape }: Dockerfile, { keyword, heredocs }: Instruction): Token[] {
  return heredocs.flatMap(({ content, bodySpan, markerSpan, terminatorSpan }) => {
    const shift = (start: number, end: number): Span => ({ start: bodySpan.start + start, end: bodySpan.start + end });
    const body = keyword === 'RUN' ? piecesOf(content, escape, true, shift) : [tokenAt(bodySpan, 'string')];
    return [...(markerSpan ? [tokenAt(markerSpan, 'label')] : []), ...body, tokenAt(terminatorSpan, 'label')];
  });
}

function commandTokens({ escape }: Dockerfile, command: CommandForm | undefined): Token[] {
  if (!command) return [];
  if (command.form === 'exec') return command.words.map(({ span }) => tokenAt(span, 'string'));
  return piecesOf(command.text.text, escape, true, (start, end) => command.text.spanOf(start, end));
}

function piecesOf(text: string, escape: string, isCommand: boolean, spanOf: (start: number, end: number) => Span): Token[] {
  return shellPieces(text, { escape, isCommand }).map(({ kind, start, end }) => tokenAt(spanOf(start, end), kind));
}

function tokenOf(word: Word | undefined, type: TokenType, declares = false): Token[] {
  return word ? [tokenAt(word.span, type, declares)] : [];
}
