import { FoldingRangeKind } from 'vscode-languageserver-types';
import type { FoldingRange } from 'vscode-languageserver-types';
import { extentOf } from '../dockerfile/extent';
import type { Comment, Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { TextPositions } from '../textPosition';

/** What folds (textDocument/foldingRange): stages, instructions over several lines, heredocs and blocks of comments. */
export function foldingRanges(dockerfile: Dockerfile): FoldingRange[] {
  const positions = new TextPositions(dockerfile.text);
  const lineAt = (offset: number): number => positions.positionAt(offset).line;
  const ranges = [
    ...dockerfile.stages.map((stage) => stageFold(stage, lineAt)),
    ...dockerfile.instructions.flatMap((instruction) => instructionFolds(instruction, lineAt)),
    ...commentFolds(dockerfile, lineAt),
  ];
  return firstOfEachLine(ranges.filter(({ startLine, endLine }) => endLine > startLine));
}

type LineAt = (offset: number) => number;

function stageFold({ from, instructions }: Stage, lineAt: LineAt): FoldingRange {
  const last = instructions[instructions.length - 1] ?? from;
  return { startLine: lineAt(from.bodySpan.start), endLine: lineAt(extentOf(last).end), kind: FoldingRangeKind.Region };
}

/** The continued lines, and each heredoc from the line above its body, so that no two start on one line. */
function instructionFolds({ bodySpan, heredocs }: Instruction, lineAt: LineAt): FoldingRange[] {
  const lines = { startLine: lineAt(bodySpan.start), endLine: lineAt(bodySpan.end) };
  const bodies = heredocs.map(({ bodySpan: body, terminatorSpan }) => ({
    startLine: Math.max(0, lineAt(body.start) - 1),
    endLine: lineAt(terminatorSpan.end),
  }));
  return [lines, ...bodies];
}

function commentFolds({ elements, innerComments }: Dockerfile, lineAt: LineAt): FoldingRange[] {
  const whole = elements.filter((element): element is Comment => element.kind === 'comment');
  return [...blocksOf(whole, lineAt), ...blocksOf(innerComments, lineAt)];
}

/** Comments on lines that follow one another. */
function blocksOf(comments: readonly Comment[], lineAt: LineAt): FoldingRange[] {
  const blocks: { startLine: number; endLine: number; kind: FoldingRangeKind }[] = [];
  for (const { span } of comments) {
    const line = lineAt(span.start);
    const block = blocks[blocks.length - 1];
    if (block && block.endLine === line - 1) block.endLine = line;
    else blocks.push({ startLine: line, endLine: line, kind: FoldingRangeKind.Comment });
  }
  return blocks;
}

/** An editor folds one range for each line; the earlier in the list, the larger. */
function firstOfEachLine(ranges: readonly FoldingRange[]): FoldingRange[] {
  const taken = new Map<number, FoldingRange>();
  for (const range of ranges) if (!taken.has(range.startLine)) taken.set(range.startLine, range);
  return [...taken.values()].sort((one, other) => one.startLine - other.startLine);
}
