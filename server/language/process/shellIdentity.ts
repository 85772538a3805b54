import type { ShellKind } from './shellReplacement';
import { commandName } from './shellText';

/** A shell call `SHELL … -c TEXT` inside a command. */
export interface ShellCall {
  readonly kind: ShellKind;
  /** Which shell `sh` is, judged by the image's name; undefined where the program's own name says it or nothing does. */
  readonly byName: 'Alpine' | 'BusyBox' | 'Debian' | 'Ubuntu' | undefined;
  readonly text: string;
  /** `$0`, `$1`, … of the text. */
  readonly parameters: readonly string[];
}

/** A shell is in front without a text: it reads standard input, or a file; or nothing is known about it here. */
export type PlainShellCall = 'shell-alone' | 'shell-script' | 'unknown-shell';

/** Tells whether argv calls a shell, and with which text; undefined where argv[0] is no shell. */
export function shellCallOf(argv: readonly string[], imageName: string | undefined): ShellCall | PlainShellCall | undefined {
  const name = commandName(argv[0] ?? '').toLowerCase().replace(/\.exe$/, '');
  if (otherShells.has(name)) return argv.length === 1 ? 'shell-alone' : 'unknown-shell';
  const viaBusybox = name === 'busybox' && (argv[1] === 'sh' || argv[1] === 'ash');
  if (!viaBusybox && !['sh', 'ash', 'dash', 'bash'].includes(name)) return undefined;
  const { command, index } = readOptions(argv, viaBusybox ? 2 : 1);
  const text = argv[index];
  if (command === 'no') return text === undefined ? 'shell-alone' : 'shell-script';
  if (command === 'unclear' || text === undefined) return 'unknown-shell';
  const byName = name === 'sh' && !viaBusybox ? systemByName(imageName) : undefined;
  const rest = { text, parameters: argv.slice(index + 1), byName };
  if (viaBusybox || name === 'ash') return { kind: 'busybox', ...rest };
  if (name === 'bash' || name === 'dash') return { kind: name, ...rest };
  return { kind: byName === undefined ? 'sh' : byName === 'Alpine' || byName === 'BusyBox' ? 'busybox' : 'dash', ...rest };
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

/**
 * Which system an image is built on, by the words of its name: `node:22-alpine`, `debian:12`, `python:3.12-slim-bookworm`.
 * Names are the publisher's promise, not a fact of the image, so the reader is told.
 */
function systemByName(imageName: string | undefined): ShellCall['byName'] {
  if (imageName === undefined) return undefined;
  const bare = imageName.replace(/@.*$/, '').toLowerCase();
  const colon = bare.lastIndexOf(':');
  const tag = colon > bare.lastIndexOf('/') ? bare.slice(colon + 1) : '';
  const repository = tag ? bare.slice(0, colon) : bare;
  const words = tag.split(/[-_.]/);
  if (/^(docker\.io\/)?(library\/)?alpine$/.test(repository) || words.some((word) => /^alpine\d*$/.test(word))) return 'Alpine';
  if (/^(docker\.io\/)?(library\/)?busybox$/.test(repository)) return 'BusyBox';
  if (/^(docker\.io\/)?(library\/)?debian$/.test(repository) || words.some((word) => debianReleases.has(word))) return 'Debian';
  if (/^(docker\.io\/)?(library\/)?ubuntu$/.test(repository) || words.some((word) => ubuntuReleases.has(word))) return 'Ubuntu';
  return undefined;
}

const debianReleases: ReadonlySet<string> = new Set(['buster', 'bullseye', 'bookworm', 'trixie']);
const ubuntuReleases: ReadonlySet<string> = new Set(['bionic', 'focal', 'jammy', 'noble']);
