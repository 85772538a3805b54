import { element } from '../webview/element';
import { codeFence, type CodeFence } from './codeFence';
import { pastedText, shellParts, type ShellPart } from './shellLines';

/** What the buttons of code do. */
export interface CodeActions {
  copy(text: string): void;
  insert(text: string): void;
  terminal(line: string): void;
  /** A command is on the page: what it does may be shown with it. */
  explain(command: string, place: HTMLElement): void;
}

/** A code block with its language and what can be done with it. Nothing of it is ever run. */
export function codeBlock(info: string, content: string, actions: CodeActions): HTMLElement {
  const fence = codeFence(info);
  const parts = fence.isShell ? shellParts(content) : [];
  const commands = parts.flatMap(({ command }) => command ?? []);
  const head = element('div', { class: 'code-head' }, [title(fence), ...buttons(fence, content, commands, actions)]);
  const body = fence.isShell ? shellBody(parts, commands.length > 1, actions) : element('pre', {}, [element('code', {}, [content.replace(/\n$/, '')])]);
  return element('div', { class: fence.bad === undefined ? 'code' : 'code bad', role: 'group', 'aria-label': label(fence) }, [head, body]);
}

function label({ label, bad }: CodeFence): string {
  return bad === undefined ? `${label} code` : `Bad example, ${label} code`;
}

function title({ label, bad }: CodeFence): HTMLElement {
  const mark = element('strong', { class: 'bad-mark' }, [element('span', { 'aria-hidden': 'true' }, ['✕ ']), 'Bad example']);
  const rules = bad === undefined || bad.length === 0 ? [] : [element('span', { class: 'rules' }, [bad.join(', ')])];
  return element('span', { class: 'code-title' }, bad === undefined ? [label] : [mark, ...rules, element('span', {}, [label])]);
}

/** A bad example is there to be read: it is not inserted. */
function buttons({ isShell, bad, language }: CodeFence, content: string, commands: readonly string[], actions: CodeActions): HTMLElement[] {
  const text = isShell ? pastedText(content) : content.replace(/\n$/, '');
  const copy = codeButton('Copy', () => actions.copy(text));
  if (bad !== undefined) return [copy];
  if (!isShell) return language === 'text' || language === '' ? [copy] : [copy, insertButton(content, actions)];
  const [only] = commands;
  return commands.length === 1 && only !== undefined ? [copy, terminalButton(only, actions)] : [copy];
}

function shellBody(parts: readonly ShellPart[], hasSeveral: boolean, actions: CodeActions): HTMLElement {
  const rows = parts.map(({ text, command }) => {
    const words = element('code', { class: command === undefined ? 'aside-line' : 'command' }, [text === '' ? ' ' : text]);
    if (command !== undefined) actions.explain(command, words);
    const button = hasSeveral && command !== undefined ? [terminalButton(command, actions, true)] : [];
    return element('div', { class: 'shell-line' }, [words, ...button]);
  });
  return element('pre', { class: 'shell' }, rows);
}

function terminalButton(command: string, actions: CodeActions, isShort = false): HTMLButtonElement {
  const made = codeButton(isShort ? 'Terminal' : 'Put into terminal', () => actions.terminal(command));
  made.title = 'Writes the command into a new terminal. It does not run until you press Enter there.';
  if (isShort) made.setAttribute('aria-label', `Put into terminal: ${command}`);
  return made;
}

function insertButton(content: string, actions: CodeActions): HTMLButtonElement {
  const made = codeButton('Insert', () => actions.insert(content));
  made.dataset['insert'] = '';
  return made;
}

export function codeButton(words: string, action: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'small' }, [words]);
  made.addEventListener('click', action);
  return made;
}

/** Says on every button that inserts where the code would go, or why it cannot go anywhere. */
export function describeInsert(root: ParentNode, file: string | undefined): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-insert]')) {
    button.title = file === undefined ? 'Open the file that it should go into beside this page; then it can be inserted at the cursor.' : `Inserts it into ${file} at the cursor.`;
    // It stays reachable with the keyboard, so that the reason can be read.
    button.setAttribute('aria-disabled', String(file === undefined));
  }
}
