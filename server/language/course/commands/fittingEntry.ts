import { commandPlaceholders } from '../../../protocol/commandPlaceholders';
import { commandName } from '../../process/shellText';
import type { CheatSheetEntry } from '../lesson';
import type { DockerCall, DockerOption } from './dockerCalls';

/** An entry of the cheat sheet and its command, taken apart. */
export interface ReadEntry {
  readonly entry: CheatSheetEntry;
  readonly call: DockerCall;
}

/** What counts for an entry, and against it. Only an entry of the same command comes into question. */
const points = { option: 4, missingOption: -6, otherValue: -1, wrongValue: -6, literal: 3, wrongLiteral: -4, form: 0.5, missingOperand: -1, moreOperands: -1 };

/** The entry that says most about a command as it is written; undefined where the cheat sheet has none of that command. */
export function fittingEntry(call: DockerCall, entries: readonly ReadEntry[]): CheatSheetEntry | undefined {
  let best: { entry: CheatSheetEntry; score: number } | undefined;
  for (const { entry, call: own } of entries) {
    if (own.id !== call.id) continue;
    const score = optionScore(own.options, call.options) + operandScore(own.operands, call.operands);
    const shorter = best && score === best.score && entry.command.length < best.entry.command.length;
    if (!best || score > best.score || shorter) best = { entry, score };
  }
  return best?.entry;
}

function optionScore(own: readonly DockerOption[], written: readonly DockerOption[]): number {
  return own.reduce((score, option) => {
    const candidates = written.filter(({ id }) => id === option.id);
    if (candidates.length === 0) return score + points.missingOption;
    return score + points.option + Math.max(...candidates.map(({ value }) => valueScore(option.spelling, option.value, value)));
  }, 0);
}

/** How far a value is of the kind that an entry speaks about. */
function valueScore(spelling: string, own: string | undefined, written: string | undefined): number {
  if (own === undefined || own === written) return own === undefined ? 0 : 1;
  if (spelling === '-v' || spelling === '--volume') return mountScore(own, written ?? '');
  if (isShell(own) && isShell(written ?? '')) return 0;
  if (commandPlaceholders(own).length > 0) return formOf(own).test(written ?? '') ? 0 : points.otherValue;
  return digitsAside(own) === digitsAside(written ?? '') ? points.otherValue / 2 : points.wrongValue;
}

/** `8080:80` and `3000:3000` differ in numbers only. */
function digitsAside(value: string): string {
  return value.replace(/\d+/g, '0').replace(/0\.0/, '0');
}

/** A volume, this folder, another folder; and whether SELinux is told. */
function mountScore(own: string, written: string): number {
  const relabels = (value: string): boolean => /:[\w,]*[zZ]$/.test(value) && !/^[^:]*:[^:]*$/.test(value);
  if (relabels(own) !== relabels(written)) return points.wrongValue;
  if (isFolder(own) !== isFolder(written)) return points.wrongValue;
  return isHere(own) === isHere(written) ? 0 : points.otherValue;
}

function isFolder(value: string): boolean {
  return /^(?:[./~$\\`%]|[A-Za-z]:[\\/])/.test(value);
}

function isHere(value: string): boolean {
  return /^[.$`%]/.test(value);
}

function operandScore(own: readonly string[], written: readonly string[]): number {
  const score = own.reduce((sum, operand, index) => sum + oneOperand(operand, written[index]), 0);
  return score + Math.min(2, Math.max(0, written.length - own.length)) * points.moreOperands;
}

function oneOperand(own: string, written: string | undefined): number {
  const isLiteral = commandPlaceholders(own).length === 0;
  if (written === undefined) return isLiteral && own !== '.' ? points.wrongLiteral : points.missingOperand;
  if (!isLiteral) return formOf(own).test(written) ? points.form : -points.form;
  // The folder that is built may be any.
  if (own === '.') return written === '.' ? points.form : 0;
  return own === written || (isShell(own) && isShell(written)) ? points.literal : points.wrongLiteral;
}

function isShell(word: string): boolean {
  return /^(?:ba|a|da|z)?sh$/.test(commandName(word));
}

/** `IMAGE:TAG` as a pattern: a word for each placeholder. A lone one may be a path or an image of a registry, but no path in a container. */
function formOf(own: string): RegExp {
  const placeholders = commandPlaceholders(own);
  if (placeholders.length === 1 && placeholders[0]!.name === own) return /^(?![^\s/:]{2,}:\/)./s;
  let pattern = '';
  let from = 0;
  for (const { name, start, end } of placeholders) {
    pattern += `${escapePattern(own.slice(from, start))}${name === 'PATH' ? '.' : '[^\\s/:=,]'}+`;
    from = end;
  }
  return new RegExp(`^${pattern}${escapePattern(own.slice(from))}$`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
