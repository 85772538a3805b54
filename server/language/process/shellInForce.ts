import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { stageChain } from '../dockerfile/resolvedBases';
import { stageOf } from '../dockerfile/stages';
import { commandName } from './shellText';

/** The shell that reads a shell form. */
export interface ShellInForce {
  /** `unknown`: another program that SHELL names. */
  readonly kind: 'posix' | 'cmd' | 'powershell' | 'unknown';
  /** What stands in front of the text, where a SHELL says it. */
  readonly words: readonly string[] | undefined;
  /** 1-based line of that SHELL. */
  readonly line: number | undefined;
}

const posixShells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox']);

/** Finds the SHELL above an instruction, in its stage or in those it is built from. Without one, Docker's default for the base. */
export function shellInForce(dockerfile: Dockerfile, instruction: Instruction): ShellInForce {
  let windows = dockerfile.escape === '`';
  for (const stage of stageChain(dockerfile, stageOf(dockerfile, instruction))) {
    const found = lastShell(stage, instruction.span.start);
    if (found) return found;
    windows ||= isWindows(stage);
  }
  return { kind: windows ? 'cmd' : 'posix', words: undefined, line: undefined };
}

/** Microsoft's images for Windows, by the words of their names. */
function isWindows({ from }: Stage): boolean {
  const platform = from.flags.find(({ name }) => name === 'platform')?.value ?? '';
  return /^windows\b/i.test(platform) || /windowsservercore|nanoserver|\bmcr\.microsoft\.com\/(windows|dotnet\/framework)\b/i.test(from.image?.text ?? '');
}

function lastShell(stage: Stage, before: number): ShellInForce | undefined {
  for (let index = stage.instructions.length - 1; index >= 0; index--) {
    const instruction = stage.instructions[index]!;
    if (instruction.keyword !== 'SHELL' || instruction.span.start >= before || instruction.command?.form !== 'exec') continue;
    const words = instruction.command.words.map(({ value }) => value);
    return { kind: kindOf(words[0] ?? ''), words, line: instruction.startLine };
  }
  return undefined;
}

function kindOf(program: string): ShellInForce['kind'] {
  const name = commandName(program.replaceAll('\\', '/')).toLowerCase().replace(/\.exe$/, '');
  if (posixShells.has(name)) return 'posix';
  if (name === 'cmd') return 'cmd';
  return name === 'powershell' || name === 'pwsh' ? 'powershell' : 'unknown';
}
