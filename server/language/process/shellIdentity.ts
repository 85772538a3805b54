import { shellOfSystem, type SystemEvidence } from './imageSystem';
import type { ShellKind } from './shellReplacement';
import { commandName } from './shellText';

/** A shell call `SHELL … -c TEXT` inside a command. */
export interface ShellCall {
  readonly kind: ShellKind;
  /** Why `sh` is taken for that kind; undefined where the program's own name says it or nothing does. */
  readonly evidence: SystemEvidence | undefined;
  readonly text: string;
  /** `$0`, `$1`, … of the text. */
  readonly parameters: readonly string[];
}

/** A shell is in front without a text: it reads standard input, or a file; or nothing is known about it here. */
export type PlainShellCall = 'shell-alone' | 'shell-script' | 'unknown-shell';

/** Tells whether argv calls a shell, and with which text; undefined where argv[0] is no shell. */
export function shellCallOf(argv: readonly string[], system: SystemEvidence | undefined): ShellCall | PlainShellCall | undefined {
  const name = commandName(argv[0] ?? '').toLowerCase().replace(/\.exe$/, '');
  if (otherShells.has(name)) return argv.length === 1 ? 'shell-alone' : 'unknown-shell';
  const viaBusybox = name === 'busybox' && (argv[1] === 'sh' || argv[1] === 'ash');
  if (!viaBusybox && !['sh', 'ash', 'dash', 'bash'].includes(name)) return undefined;
  const { command, index } = readOptions(argv, viaBusybox ? 2 : 1);
  const text = argv[index];
  if (command === 'no') return text === undefined ? 'shell-alone' : 'shell-script';
  if (command === 'unclear' || text === undefined) return 'unknown-shell';
  const evidence = name === 'sh' && !viaBusybox ? system : undefined;
  const rest = { text, parameters: argv.slice(index + 1), evidence };
  if (viaBusybox || name === 'ash') return { kind: 'busybox', ...rest };
  if (name === 'bash' || name === 'dash') return { kind: name, ...rest };
  return { kind: evidence ? shellOfSystem(evidence.system) : 'sh', ...rest };
}

const otherShells: ReadonlySet<string> = new Set(['cmd', 'powershell', 'pwsh', 'zsh', 'ksh', 'fish', 'csh', 'tcsh', 'mksh']);

/** Whether `-c` is given, and the index of the first word that is no option. Long options and `-i`, `-s` are unclear. */
function readOptions(argv: readonly string[], start: number): { command: 'yes' | 'no' | 'unclear'; index: number } {
  let command: 'yes' | 'no' = 'no';
  let index = start;
  for (; index < argv.length && /^[-+]./.test(argv[index]!); index++) {
    const option = argv[index]!;
    if (option === '--login') continue;
    if (!/^[-+][A-Za-z]+$/.test(option) || /[is]/.test(option)) return { command: 'unclear', index };
    if (option.startsWith('-') && option.includes('c')) command = 'yes';
    // `-o pipefail`, `-eo pipefail`, `-O extglob`: each takes a word of its own.
    if (/[oO]$/.test(option)) index++;
  }
  return { command, index };
}
