import type { HistoryRow } from './daemonFacts';
import { historyInstruction } from './historyInstruction';

/**
 * Finds the history row that made each layer. The daemon does not say which rows are layers, and "size above 0" is
 * wrong for most images. RUN, COPY, ADD and rows with bytes are layers; for WORKDIR, and for RUN of the legacy builder,
 * which make a layer only where they change something, the number of layers decides.
 * @returns one row for each layer, base first, or undefined where the count leaves more than one possibility.
 */
export function alignHistory(history: readonly HistoryRow[], layerCount: number): readonly HistoryRow[] | undefined {
  const possible = attempts.map((isLayer) => history.filter(isLayer)).filter((rows) => rows.length === layerCount);
  const [first, ...others] = possible;
  return others.every((rows) => rows.every((row, index) => row === first?.[index])) ? first : undefined;
}

/** Which rows are layers, by what WORKDIR and RUN may have done. */
const attempts: readonly ((row: HistoryRow) => boolean)[] = [
  isCertain,
  (row) => isCertain(row) || isWorkdir(row, false),
  (row) => isCertain(row) || isWorkdir(row, true),
  (row) => isCertain(row) && !isLegacyRunWithoutBytes(row),
  (row) => (isCertain(row) && !isLegacyRunWithoutBytes(row)) || isWorkdir(row, false),
];

function isCertain(row: HistoryRow): boolean {
  return row.bytes > 0 || (row.createdBy.trim() !== '' && ['RUN', 'COPY', 'ADD'].includes(historyInstruction(row.createdBy).keyword));
}

/** BuildKit makes no layer for `WORKDIR /`. */
function isWorkdir(row: HistoryRow, withRoot: boolean): boolean {
  const { keyword, argument } = historyInstruction(row.createdBy);
  return keyword === 'WORKDIR' && (withRoot || argument.trim() !== '/');
}

function isLegacyRunWithoutBytes(row: HistoryRow): boolean {
  return row.bytes === 0 && !row.comment.startsWith('buildkit') && historyInstruction(row.createdBy).keyword === 'RUN';
}
