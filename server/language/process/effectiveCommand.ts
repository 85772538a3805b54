import { execPart, noPart, type CommandPart, type ImageCommand } from './commandParts';
import { assumptionNotes, decisionNotes, processNotes } from './explainCommand';
import { processOne, type ProcessOne } from './processOne';
import { defaultStopSignal } from './stopSignal';

/** What is said when the container is made, beyond the image. */
export interface RunSettings {
  /** Words behind the image: `docker run IMAGE ARG…`. */
  readonly arguments?: readonly string[];
  /** `--entrypoint VALUE`; the empty text clears ENTRYPOINT and CMD. */
  readonly entrypoint?: string;
  /** `--init`. */
  readonly init?: boolean;
  /** `--stop-signal`. */
  readonly stopSignal?: string;
  /** `--stop-timeout`, in seconds; 10 where it is missing. Negative: no limit. */
  readonly stopTimeout?: number;
}

/** A list that a compose service sets; null and a missing key are both undefined, as Compose treats them alike. */
export interface ComposeWords {
  readonly words: readonly string[];
  /** 1-based. */
  readonly line: number | undefined;
}

/** The keys of a compose service that decide its command. Strings are split into words before. */
export interface ComposeSettings {
  readonly entrypoint: ComposeWords | undefined;
  readonly command: ComposeWords | undefined;
  readonly init: boolean;
  readonly stopSignal: { readonly value: string; readonly line: number | undefined } | undefined;
}

export interface EffectiveCommandInput {
  readonly image: ImageCommand;
  readonly run?: RunSettings;
  readonly compose?: ComposeSettings;
}

export interface EffectiveCommand {
  /** Path and arguments as `docker inspect` shows them. Words of an unknown ENTRYPOINT or CMD are missing. */
  readonly argv: readonly string[];
  /** False where the base image is not known and may add words, or where the shell is not known. */
  readonly complete: boolean;
  /** Form of the part that argv starts with. */
  readonly form: 'exec' | 'shell';
  readonly processOne: ProcessOne;
  readonly entrypoint: CommandPart;
  readonly cmd: CommandPart;
  readonly stopSignal: ImageCommand['stopSignal'] & { readonly effective: string | undefined };
  readonly signalReaches: 'the program' | 'the shell' | 'unknown';
  readonly notes: readonly string[];
}

/**
 * Decides what a container runs: the image's ENTRYPOINT and CMD, then `docker run` or a compose service on top.
 * The rules are the Engine's own (`merge` and `verifyContainerSettings`, daemon/commit.go and create.go): the caller's list
 * replaces the image's; a caller's non-empty ENTRYPOINT drops the image's CMD; ENTRYPOINT `[""]` counts as none afterwards.
 * Proved by the daemon tests on real containers.
 */
export function effectiveCommand(input: EffectiveCommandInput): EffectiveCommand {
  const { image } = input;
  const { entrypoint, cmd } = mergeWithImage(callersParts(input), image);
  const argv = [...(entrypoint.value ?? []), ...(cmd.value ?? [])];
  const complete = entrypoint.value !== undefined && cmd.value !== undefined;
  const leading = entrypoint.from === 'none' || entrypoint.from === 'unknown' ? cmd : entrypoint;
  const init = input.run?.init ?? input.compose?.init ?? false;
  const stopSignal = stopSignalOf(input);
  const main = complete && !image.windows ? processOf(argv, leading, init, image) : unknownProcess;
  const decided = { argv, complete, form: leading.form ?? 'exec', processOne: main, entrypoint, cmd, stopSignal, signalReaches: main.signalReaches };
  return { ...decided, notes: [...new Set([...decisionNotes(input, decided), ...processNotes(input, decided), ...assumptionNotes(input, decided)])] };
}

const unknownProcess: ProcessOne = { kind: 'unknown', command: [], signalReaches: 'unknown', shell: undefined, child: undefined };

/** Broken JSON is a shell text that names no program: the shell is all there is. */
function processOf(argv: readonly string[], leading: CommandPart, init: boolean, image: ImageCommand): ProcessOne {
  const onlyShell = leading.brokenJson && !/[;&|]/.test(leading.shellText ?? '');
  return onlyShell ? { ...unknownProcess, kind: 'the shell', command: argv, signalReaches: 'the shell' } : processOne(argv, init, image.system);
}

interface CallersParts {
  /** Undefined: the caller says nothing. An empty list clears. */
  readonly entrypoint: CommandPart | undefined;
  readonly cmd: CommandPart;
}

/** What is sent to the Engine: `docker run` options over the compose service, as `docker compose run` does. */
function callersParts({ run, compose }: EffectiveCommandInput): CallersParts {
  const composeEntrypoint = compose?.entrypoint && execPart('compose', compose.entrypoint.words, compose.entrypoint.line);
  const composeCommand = compose?.command ? execPart('compose', compose.command.words, compose.command.line) : noPart;
  const entrypoint = run?.entrypoint === undefined ? composeEntrypoint : execPart('run', [run.entrypoint]);
  return { entrypoint, cmd: run?.arguments?.length ? execPart('run', run.arguments) : composeCommand };
}

function mergeWithImage(caller: CallersParts, image: ImageCommand): { entrypoint: CommandPart; cmd: CommandPart } {
  let { cmd } = caller;
  let entrypoint = caller.entrypoint ?? noPart;
  if (entrypoint.from === 'none') {
    if (cmd.from === 'none') cmd = image.cmd;
    if (!caller.entrypoint) entrypoint = image.entrypoint;
  }
  const clears = entrypoint.value?.length === 1 && entrypoint.value[0] === '';
  return { entrypoint: clears ? { ...noPart, line: entrypoint.line } : entrypoint, cmd };
}

function stopSignalOf({ image, run, compose }: EffectiveCommandInput): EffectiveCommand['stopSignal'] {
  if (run?.stopSignal) return { from: 'run', line: undefined, value: run.stopSignal, effective: run.stopSignal };
  if (compose?.stopSignal) return { from: 'compose', ...compose.stopSignal, effective: compose.stopSignal.value };
  const { from, value } = image.stopSignal;
  return { ...image.stopSignal, effective: value ?? (from === 'none' ? defaultStopSignal : undefined) };
}
