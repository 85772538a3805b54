import { inlineCode, joinWords } from '../../wording';
import type { ResolvedCommand } from './commandWords';
import type { ShellCommand } from '../../process/readShell';
import { flagValue, hasFlag } from './shellContext';

const shownPaths = 4;

/** One sentence of what a command does with files here, by its own words. Empty where they say nothing certain. */
export function fileSentence(command: ResolvedCommand, words: ShellCommand['words']): string[] {
  const operands = command.operands.map(({ value }) => value);
  // A variable without quotes may become several words or none, so that places cannot be counted.
  if (command.operands.some(({ text }) => /^[^"]*\$/.test(text) && !text.startsWith('"') && /^\$\{?\w+\}?$/.test(text))) return [];
  const [first, second] = operands;
  switch (command.name) {
    case 'mkdir':
      return operands.length > 0 ? [`Makes ${operands.length === 1 ? 'the folder' : 'the folders'} ${listed(operands)}.`] : [];
    case 'ln':
      return operands.length === 2 && first && second ? [`${inlineCode(second, 60)} ${hasFlag(command, ['-s', '--symbolic']) ? 'becomes a link to' : 'becomes another name of'} ${inlineCode(first, 60)}.`] : [];
    case 'cp':
    case 'mv':
      return twoSided(command, operands);
    case 'chmod':
    case 'chown':
    case 'chgrp':
      return first && second ? [`Sets ${inlineCode(first, 40)} on ${listed(operands.slice(1))}${hasFlag(command, ['-R', '--recursive']) ? ' and everything below' : ''}.`] : [];
    case 'tar':
      return tarSentence(command, words);
    case 'unzip':
      return first ? [`Unpacks ${inlineCode(first, 60)}${into(flagValue(command, words, ['-d']))}.`] : [];
    default:
      return [];
  }
}

function listed(paths: readonly string[]): string {
  return joinWords(paths.map((path) => inlineCode(path, 50)), shownPaths);
}

function twoSided(command: ResolvedCommand, operands: readonly string[]): string[] {
  if (operands.length < 2 || hasFlag(command, ['-t', '--target-directory'])) return [];
  return [`${command.name === 'cp' ? 'Copies' : 'Moves'} ${listed(operands.slice(0, -1))} to ${inlineCode(operands.at(-1)!, 60)}.`];
}

function tarSentence(command: ResolvedCommand, words: ShellCommand['words']): string[] {
  const archive = flagValue(command, words, ['-f', '--file']);
  const from = archive === undefined || archive === '-' ? 'what the pipe brings' : inlineCode(archive, 60);
  const folder = flagValue(command, words, ['-C', '--directory']);
  if (hasFlag(command, ['-x', '--extract', '--get'])) return [`Unpacks ${from}${into(folder)}.`];
  return hasFlag(command, ['-c', '--create']) && archive !== undefined && archive !== '-' ? [`Packs into ${from}.`] : [];
}

function into(folder: string | undefined): string {
  return folder === undefined ? '' : ` into ${inlineCode(folder, 60)}`;
}
