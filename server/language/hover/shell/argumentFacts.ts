import { inlineCode, joinWords } from '../../wording';
import { resolveImagePath } from '../../dockerfile/workingDirectory';
import type { ResolvedCommand } from './commandWords';
import { copyOf } from './copiedFile';
import { installOf, isPinned } from './packageFacts';
import { directoryAt, hasFlag, type ShellContext } from './shellContext';

/** What an argument of a command is here: a package, a mode, an owner, a path. */
export function argumentFacts(context: ShellContext, command: ResolvedCommand, index: number): string[] {
  const { part } = context.element;
  if (part.kind !== 'word') return [];
  const word = part.command.words[index]!;
  const place = command.operands.indexOf(word);
  const install = installOf(command);
  if (install && place >= 0 && !word.value.includes('$')) {
    const shown = inlineCode(word.value, 60);
    if (isPinned(install, word.value)) return [`The package ${shown}, with a fixed version.`];
    return [install.pinned ? `The package ${shown}; its version is chosen when the step runs.` : `The package ${shown}.`];
  }
  if (isShell.has(command.name) && place >= 0 && ![...command.roles.values()].some(({ kind }) => kind === 'script')) {
    // With `-s` the script comes through the pipe, and all words are its own.
    return scriptFacts(context, word.value, word.start, hasFlag(command, ['-s']) ? place + 1 : place);
  }
  if (command.name === 'chmod' && place === 0) return modeFacts(word.value);
  if (command.name === 'chown' && place === 0) return ownerFacts(word.value);
  if (takesPaths.has(command.name)) return pathFacts(context, word.value, word.start);
  return [];
}

const takesPaths: ReadonlySet<string> = new Set(['mkdir', 'rm', 'rmdir', 'cp', 'mv', 'ln', 'chmod', 'chown', 'touch', 'cat', 'ls', 'cd', 'install', 'tee']);

const isShell: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', '.', 'source']);

/** The script that a shell reads, and the words that the script gets. */
function scriptFacts(context: ShellContext, written: string, start: number, place: number): string[] {
  if (place > 0) return [`The script gets it as ${inlineCode(`$${place}`)}.`];
  if (/[$`*?[]/.test(written)) return ['The script that the shell runs.'];
  const path = resolveImagePath(written, directoryAt(context, start));
  const copied = path === undefined ? undefined : copyOf(context, path);
  return [`The script that the shell runs${path === undefined || path === written ? '' : `: here ${inlineCode(path, 60)}`}.`, ...(copied ? [`${copied.keyword} in line ${copied.startLine} brings it.`] : [])];
}

/** A relative path's place in the image. */
function pathFacts(context: ShellContext, path: string, start: number): string[] {
  if (/^\/|^[-~]|[$`*?[{=]|:\/\//.test(path)) return [];
  const resolved = resolveImagePath(path, directoryAt(context, start));
  return resolved === undefined ? [] : [`Here it is ${inlineCode(resolved)}.`];
}

const rights = ['run', 'write', 'read'] as const;

/** `755`, `u+x`, `g=rX`. */
function modeFacts(mode: string): string[] {
  const digits = /^0?([0-7])([0-7])([0-7])$/.exec(mode);
  if (digits) {
    const [owner, group, others] = digits.slice(1).map((digit) => wordRights(Number(digit)));
    return [`The owner may ${owner}; the group ${group}; everyone else ${others}.`];
  }
  const changes = mode.split(',').map((change) => /^([ugoa]*)([+=-])([rwxX]+)$/.exec(change));
  if (changes.length > 4 || changes.some((change) => change === null)) return [];
  return changes.map((change) => {
    const [, who = '', sign = '', letters = ''] = change!;
    const verb = sign === '+' ? 'Allows' : sign === '-' ? 'Forbids' : 'Sets exactly';
    return `${verb} ${joinWords([...new Set(letters)].map((letter) => letterRights[letter]!))} for ${whoWords(who)}.`;
  });
}

const letterRights: Readonly<Record<string, string>> = { r: 'reading', w: 'writing', x: 'running', X: 'running (folders, and files that someone may run already)' };

function whoWords(who: string): string {
  if (who === '') return 'everyone, as far as the umask lets';
  if (who.includes('a')) return 'everyone';
  return joinWords([...new Set(who)].map((letter) => (letter === 'u' ? 'the owner' : letter === 'g' ? 'the group' : 'everyone else')));
}

function wordRights(digit: number): string {
  const allowed = rights.filter((_, bit) => digit & (1 << bit)).reverse();
  return allowed.length === 0 ? 'nothing' : joinWords(allowed);
}

function ownerFacts(owner: string): string[] {
  if (owner.includes('$')) return [];
  const [user = '', group] = owner.split(/[:.]/);
  const parts = [user && `user ${inlineCode(user)}`, group && `group ${inlineCode(group)}`].filter(Boolean) as string[];
  if (group === '') parts.push("that user's main group");
  return parts.length > 0 ? [`The new owner: ${joinWords(parts)}.`] : [];
}
