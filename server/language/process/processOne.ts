import type { SystemEvidence } from './imageSystem';
import { shellOutcome, type ShellOutcome } from './shellReplacement';
import { shellCallOf, type ShellCall } from './shellIdentity';
import { commandName } from './shellText';

/** Who is PID 1 in the container. */
export type ProcessOneKind = 'the program' | 'the shell' | 'an init' | 'a script' | 'nothing' | 'unknown';

export interface ProcessOne {
  readonly kind: ProcessOneKind;
  /** Its command line as far as it is known: words, or one text where a shell still expands it. */
  readonly command: readonly string[];
  /** What a signal that PID 1 passes on, or takes itself, arrives at. */
  readonly signalReaches: 'the program' | 'the shell' | 'unknown';
  /** Set where a shell with a command text is in front. */
  readonly shell: { readonly call: ShellCall; readonly outcome: ShellOutcome } | undefined;
  /** The process below an init. */
  readonly child: ProcessOne | undefined;
}

/** Init processes that pass signals on to their child. */
const inits: ReadonlySet<string> = new Set(['tini', 'tini-static', 'dumb-init', 'docker-init', 'catatonit']);

const nothing: ProcessOne = { kind: 'nothing', command: [], signalReaches: 'unknown', shell: undefined, child: undefined };

/**
 * Judges which process is PID 1 for this argv and what a stop signal arrives at.
 * `init`: Docker puts its own init (`docker run --init`, compose `init: true`) in front; inspect's argv does not show it.
 * `system` only tells which shell `sh` is.
 */
export function processOne(argv: readonly string[], init: boolean, system: SystemEvidence | undefined): ProcessOne {
  if (argv.length === 0) return nothing;
  const main = mainProcess(argv, system, 0);
  if (!init) return main;
  // Observed with Engine 20.10: the command line is `/sbin/docker-init -- ARGV`.
  const command = ['/sbin/docker-init', '--', ...argv];
  return { kind: 'an init', command, signalReaches: main.signalReaches, shell: undefined, child: main };
}

function mainProcess(argv: readonly string[], system: SystemEvidence | undefined, depth: number): ProcessOne {
  const name = commandName(argv[0]!);
  const call = shellCallOf(argv, system);
  const plain = { command: argv, signalReaches: 'unknown', shell: undefined, child: undefined } as const;
  if (call === 'unknown-shell') return { kind: 'unknown', ...plain };
  if (call === 'shell-script') return { kind: 'a script', ...plain };
  if (call === 'shell-alone') return { kind: 'the shell', ...plain, signalReaches: 'the shell' };
  if (call) return shellProcess(argv, call);
  if (inits.has(name)) return initProcess(argv, system, depth);
  if (/\.(sh|bash|ash)$/.test(name) || /(^|[-_.])entrypoint$/.test(name)) {
    return { kind: 'a script', ...plain };
  }
  return { kind: 'the program', ...plain, signalReaches: 'the program' };
}

function shellProcess(argv: readonly string[], call: ShellCall): ProcessOne {
  const outcome = shellOutcome(call.kind, call.text);
  const rest = { shell: { call, outcome }, child: undefined };
  if (outcome.process === 'the program') return { kind: 'the program', command: [outcome.command], signalReaches: 'the program', ...rest };
  if (outcome.process === 'the shell') return { kind: 'the shell', command: argv, signalReaches: 'the shell', ...rest };
  return { kind: 'unknown', command: argv, signalReaches: 'unknown', ...rest };
}

/** `tini -g -- node server.js`: the words after `--`, or after options that take no value. */
function initProcess(argv: readonly string[], system: SystemEvidence | undefined, depth: number): ProcessOne {
  let index = argv.indexOf('--') + 1;
  if (index === 0) for (index = 1; index < argv.length && argv[index]!.startsWith('-'); ) index++;
  const rest = argv.slice(index);
  const child = rest.length > 0 && depth < 3 ? mainProcess(rest, system, depth + 1) : undefined;
  return { kind: 'an init', command: argv, signalReaches: child?.signalReaches ?? 'unknown', shell: undefined, child };
}
