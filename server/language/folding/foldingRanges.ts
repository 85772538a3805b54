import { FoldingRangeKind } from 'vscode-languageserver-types';
import type { FoldingRange } from 'vscode-languageserver-types';
import { extentOf } from '../dockerfile/extent';
import type { Comment, Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { TextPositions } from '../textPosition';

/** What a range folds. */
type Part = 'stage' | 'instruction' | 'heredoc' | 'comment';
type Fold = FoldingRange & { readonly part: Part };

/**
 * What folds (textDocument/foldingRange): stages, instructions over several lines, heredocs and blocks of comments.
 * @param leftOut parts that someone else folds; a heredoc of its instruction's first line belongs to the instruction
 */
export function foldingRanges(dockerfile: Dockerfile, leftOut?: ReadonlySet<string>): FoldingRange[] {
  const positions = new TextPositions(dockerfile.text);
  const lineAt = (offset: number): number => positions.positionAt(offset).line;
  const ranges = [
    ...dockerfile.stages.map((stage) => stageFold(stage, lineAt)),
    ...dockerfile.instructions.flatMap((instruction) => instructionFolds(instruction, lineAt)),
    ...commentFolds(dockerfile, lineAt),
  ];
  return firstOfEachLine(ranges.filter(({ startLine, endLine }) => endLine > startLine))
    .filter(({ part }) => !leftOut?.has(part))
    .map(({ part: _, ...range }) => range);
}

type LineAt = (offset: number) => number;

function stageFold({ from, instructions }: Stage, lineAt: LineAt): Fold {
  const last = instructions[instructions.length - 1] ?? from;
  return { startLine: lineAt(from.bodySpan.start), endLine: lineAt(extentOf(last).end), kind: FoldingRangeKind.Region, part: 'stage' };
}

/** The continued lines, and each heredoc from the line above its body, so that no two start on one line. */
function instructionFolds({ bodySpan, heredocs }: Instruction, lineAt: LineAt): Fold[] {
  const lines: Fold = { startLine: lineAt(bodySpan.start), endLine: lineAt(bodySpan.end), part: 'instruction' };
  const bodies = heredocs.map(({ bodySpan: body, terminatorSpan }): Fold => {
    const startLine = Math.max(0, lineAt(body.start) - 1);
    return { startLine, endLine: lineAt(terminatorSpan.end), part: startLine === lines.startLine ? 'instruction' : 'heredoc' };
  });
  return [lines, ...bodies];
}

function commentFolds({ elements, innerComments }: Dockerfile, lineAt: LineAt): Fold[] {
  const whole = elements.filter((element): element is Comment => element.kind === 'comment');
  return [...blocksOf(whole, lineAt), ...blocksOf(innerComments, lineAt)];
}

/** Comments on lines that follow one another. */
function blocksOf(comments: readonly Comment[], lineAt: LineAt): Fold[] {
  const blocks: Fold[] = [];
  for (const { span } of comments) {
    const line = lineAt(span.start);
    const block = blocks[blocks.length - 1];
    if (block && block.endLine === line - 1) block.endLine = line;
    else blocks.push({ startLine: line, endLine: line, kind: FoldingRangeKind.Comment, part: 'comment' });
  }
  return blocks;
}

/** An editor folds one range for each line; the earlier in the list, the larger. */
function firstOfEachLine(ranges: readonly Fold[]): Fold[] {
  const taken = new Map<number, Fold>();
  for (const range of ranges) if (!taken.has(range.startLine)) taken.set(range.startLine, range);
  return [...taken.values()].sort((one, other) => one.startLine - other.startLine);
}
