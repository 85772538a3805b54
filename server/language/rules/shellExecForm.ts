import type { LogicalText } from '../dockerfile/logicalText';
import { shellOutcome } from '../process/shellReplacement';
import { parseShellText } from '../process/shellText';
import type { ExecFormPlan } from './execFormPlan';
import type { SpanEdit } from './rule';

export interface ShellExecFormOptions {
  /** Hands the words behind the text (CMD, arguments of `docker run`) on to the program with `"$@"`. */
  readonly passArguments?: boolean;
}

/**
 * Plans `["/bin/sh", "-c", "… exec program …"]`: the same shell reads the same text, and its last command takes the shell's
 * place. Only where the last command is a program of its own; what a shell would have to wait for blocks it. The text stays
 * where it is, so continuations and comments stay too.
 * @param reason why a shell is needed, a clause
 */
export function planShellExecForm(text: LogicalText, reason: string, { passArguments = false }: ShellExecFormOptions = {}): ExecFormPlan {
  const start = execPosition(text.text, passArguments);
  // A template is filled in first: what it becomes is not known.
  if (start === undefined || text.text.includes('{{')) return { kind: 'blocked', reason };
  const insertions = new Map<number, string>([[0, '["/bin/sh", "-c", "']]);
  const insert = (index: number, inserted: string): void => void insertions.set(index, (insertions.get(index) ?? '') + inserted);
  if (start !== 'there') insert(start, 'exec ');
  for (const { index, 0: character } of text.text.matchAll(/["\\]|[\0-\x1f]/g)) {
    // A tab inside a JSON string is no JSON.
    if (character !== '"' && character !== '\\') return { kind: 'blocked', reason };
    insert(index, '\\');
  }
  const edits = [...insertions].map(([index, newText]): SpanEdit => ({ span: pointAt(text.sourceAt(index)), newText }));
  const end = text.spanOf(text.text.length - 1, text.text.length).end;
  return { kind: 'edits', keepsShell: reason, edits: [...edits, { span: pointAt(end), newText: passArguments ? ' \\"$@\\"", "--"]' : '"]' }] };
}

function pointAt(offset: number): SpanEdit['span'] {
  return { start: offset, end: offset };
}

/** Where `exec` belongs; `there` where it stands already; undefined where it would change what happens. */
function execPosition(text: string, passArguments: boolean): number | 'there' | undefined {
  const { items, understood } = parseShellText(text);
  const last = items[items.length - 1];
  if (!understood || !last || items.some(({ background, kind }) => background || kind === 'function')) return undefined;
  // Words can be added behind the last command only where it ends the text.
  if (passArguments && (last.redirected || !text.endsWith(last.text) || /\$\{?[@*#0-9]/.test(text))) return undefined;
  // dash never replaces itself, so that what it stays for is exactly what `exec` may replace.
  const outcome = shellOutcome('dash', text);
  if (outcome.process === 'the program') return outcome.explicit ? 'there' : undefined;
  return outcome.process === 'the shell' && outcome.reason === 'dash' ? last.commandStart : undefined;
}
