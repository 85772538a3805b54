import { extentOf } from '../dockerfile/extent';
import { resolvedBases } from '../dockerfile/resolvedBases';
import { isStageNumber, lastStagesByName } from '../dockerfile/stages';
import type { Directive, Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import { variableUses } from '../navigation/variableUses';
import { argumentTokens, heredocTokens, pairTokens } from './argumentTokens';
import { flagTokens } from './flagTokens';
import { inFileOrder, layTokens, tokenAt, type Token } from './token';

/**
 * What each piece of the file is (textDocument/semanticTokens), in file order, without overlaps. Plain words of commands
 * and paths have no token: an editor's own grammar says enough about them. Takes linear time.
 * @param part only what touches this span
 */
export function semanticTokens(dockerfile: Dockerfile, part: Span = { start: 0, end: dockerfile.text.length }): Token[] {
  const touches = ({ start, end }: Span): boolean => start < part.end && end > part.start;
  const stages = lastStagesByName(dockerfile.stages);
  const isSource = (name: string): boolean => isStageNumber(name) || stages.has(name.toLowerCase());
  const bases = resolvedBases(dockerfile);
  const buildsOnStage = new Set(dockerfile.stages.filter(({ index }) => bases[index]!.stage).map(({ from }) => from));
  const below: Token[] = [];
  const above: Token[] = dockerfile.innerComments.filter(({ span }) => touches(span)).map(({ span }) => tokenAt(span, 'comment'));
  for (const element of dockerfile.elements) {
    if (!touches(element.span) || element.kind === 'blank') continue;
    if (element.kind === 'comment') below.push(tokenAt(element.span, 'comment'));
    else if (element.kind === 'directive') pushAll(below, directiveTokens(element));
    else addInstruction(dockerfile, element, (name) => (element.keyword === 'FROM' ? buildsOnStage.has(element) : isSource(name)), below, above);
  }
  return layTokens(inFileOrder(below), inFileOrder(above)).filter(touches);
}

/** A large file has more tokens than a call takes arguments. */
function pushAll(target: Token[], tokens: readonly Token[]): void {
  for (const token of tokens) target.push(token);
}

function directiveTokens({ span, nameSpan, valueSpan }: Directive): Token[] {
  return [
    { start: span.start, end: nameSpan.start, type: 'comment' },
    tokenAt(nameSpan, 'macro'),
    tokenAt(valueSpan, 'string'),
  ];
}

function addInstruction(dockerfile: Dockerfile, instruction: Instruction, isStage: (name: string) => boolean, below: Token[], above: Token[]): void {
  if (instruction.keyword !== 'UNKNOWN') below.push(tokenAt(instruction.keywordSpan, 'keyword'));
  for (const flag of instruction.flags) pushAll(below, flagTokens(flag, isStage));
  if (instruction.keyword === 'ONBUILD') {
    if (instruction.trigger) addInstruction(dockerfile, instruction.trigger, isStage, below, above);
    pushAll(below, heredocTokens(dockerfile, { ...instruction, keyword: instruction.trigger?.keyword } as Instruction));
    return;
  }
  pushAll(below, argumentTokens(dockerfile, instruction, isStage));
  pushAll(below, pairTokens(dockerfile, instruction));
  pushAll(below, heredocTokens(dockerfile, instruction));
  pushAll(above, variableTokens(dockerfile, instruction));
}

/** `$NAME`, and of `${NAME…}` the part up to the name. */
function variableTokens(dockerfile: Dockerfile, instruction: Instruction): Token[] {
  const { text } = dockerfile;
  const { end } = extentOf(instruction);
  return variableUses(dockerfile, instruction).map(({ span }) => {
    const dollar = text[span.start - 1] === '{' ? span.start - 2 : span.start - 1;
    const closes = dollar === span.start - 2 && text[span.end] === '}' && span.end < end;
    return { start: text[dollar] === '$' ? dollar : span.start, end: closes ? span.end + 1 : span.end, type: 'variable' };
  });
}
