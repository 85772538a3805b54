import { SymbolKind } from 'vscode-languageserver-types';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { extentOf } from '../dockerfile/extent';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { maskSecrets } from '../maskSecrets';
import { TextPositions } from '../textPosition';

/** An outline shows about this much of an instruction's arguments. */
const longestDetail = 80;

const kinds: Readonly<Partial<Record<Instruction['keyword'], SymbolKind>>> = {
  FROM: SymbolKind.Module,
  RUN: SymbolKind.Function,
  CMD: SymbolKind.Event,
  ENTRYPOINT: SymbolKind.Event,
  COPY: SymbolKind.File,
  ADD: SymbolKind.File,
  ARG: SymbolKind.Variable,
  ENV: SymbolKind.Variable,
};

/** The outline (textDocument/documentSymbol): what stands above the first FROM, then each stage with its instructions. */
export function documentSymbols(dockerfile: Dockerfile): DocumentSymbol[] {
  const positions = new TextPositions(dockerfile.text);
  const above = dockerfile.globalInstructions.map((instruction) => instructionSymbol(instruction, positions));
  return [...above, ...dockerfile.stages.map((stage) => stageSymbol(stage, positions))];
}

function stageSymbol(stage: Stage, positions: TextPositions): DocumentSymbol {
  const { from, instructions, name } = stage;
  const last = instructions[instructions.length - 1] ?? from;
  const image = shorten(from.image?.text ?? '');
  const written = name === undefined ? undefined : from.stageName;
  return {
    name: shorten(written?.text ?? '') || image || 'FROM',
    detail: written ? `FROM ${image}` : 'FROM',
    kind: SymbolKind.Module,
    range: positions.rangeOf({ start: from.bodySpan.start, end: extentOf(last).end }),
    selectionRange: positions.rangeOf(written?.span ?? from.image?.span ?? from.keywordSpan),
    children: instructions.map((instruction) => instructionSymbol(instruction, positions)),
  };
}

function instructionSymbol(instruction: Instruction, positions: TextPositions): DocumentSymbol {
  return {
    // BuildKit takes any spelling of a keyword; an outline needs a name that is not blank.
    name: shorten(instruction.keywordText) || '?',
    detail: detailOf(instruction),
    kind: kinds[instruction.keyword] ?? SymbolKind.Property,
    range: positions.rangeOf(extentOf(instruction)),
    selectionRange: positions.rangeOf(instruction.keywordSpan),
  };
}

function detailOf({ argumentText }: Instruction): string {
  return shorten(maskSecrets(argumentText.text.slice(0, longestDetail * 2)));
}

function shorten(text: string): string {
  const line = text.slice(0, longestDetail * 2).replace(/\s+/g, ' ').trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
}
