/** Median and 95th percentile, and the table that compares two servers by them. */

export function percentile(values, part) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** Rows of `[words, ours, peer]`; prints a ratio below 1 where ours is the lower. */
export function printTable(title, names, rows) {
  const cells = rows.map(([words, ours, peer]) => [words, format(ours), format(peer), Number.isFinite(ours / peer) ? (ours / peer).toFixed(2) : '–']);
  printCells([title, ...names, 'ratio'], cells);
}

/** Rows of texts, the first column to the left. */
export function printCells(head, cells) {
  const widths = head.map((cell, column) => Math.max(cell.length, ...cells.map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ');
  console.log(`\n${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}`);
  for (const row of cells) console.log(line(row));
}

function format(value) {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
