import * as notes from './commandNotes';
import { formatCommandLine } from './commandLine';
import type { CommandPart } from './commandParts';
import type { EffectiveCommand, EffectiveCommandInput } from './effectiveCommand';
import type { ProcessOne } from './processOne';
import { shellCallOf } from './shellIdentity';
import { cannotBeCaught } from './stopSignal';

type Decided = Omit<EffectiveCommand, 'notes'>;

/** What a reader should know about how argv came about. */
export function decisionNotes(input: EffectiveCommandInput, decided: Decided): string[] {
  const { image } = input;
  const found: (string | false | undefined)[] = [
    decided.complete && decided.argv.length === 0 && notes.noCommand(),
    ...unknownNotes(input, decided),
    ...partNotes('ENTRYPOINT', decided.entrypoint),
    ...partNotes('CMD', decided.cmd),
    ...overrideNotes(input, decided),
    decided.entrypoint.form === 'exec' && decided.cmd.form === 'shell' && notes.shellCmdIsArguments(),
    repeatedWord(decided),
    ...(decided.entrypoint.from === 'stage' && decided.cmd.from === 'none' ? image.notes : []),
  ];
  return found.filter((note): note is string => typeof note === 'string');
}

function unknownNotes({ image }: EffectiveCommandInput, { entrypoint, cmd }: Decided): (string | false)[] {
  const parts = [{ name: 'ENTRYPOINT', from: entrypoint.from }, { name: 'CMD', from: cmd.from }] as const;
  const unknown = parts.filter(({ from }) => from === 'unknown').map(({ name }) => name);
  return [
    unknown.length > 0 && notes.unknownImage(image.baseName, unknown),
    (isShellUnknown(entrypoint) || isShellUnknown(cmd)) && notes.shellUnknown(),
  ];
}

/** What was taken for granted; said last, because it rarely matters. */
export function assumptionNotes({ image }: EffectiveCommandInput, { entrypoint, cmd, processOne, stopSignal }: Decided): string[] {
  const call = (processOne.child ?? processOne).shell?.call;
  const found = [
    call?.evidence && notes.shellBySystem(call.evidence),
    (entrypoint.shellAssumed || cmd.shellAssumed) && (entrypoint.value ?? cmd.value) && notes.shellAssumed(),
    stopSignal.from === 'unknown' && notes.unknownStopSignal(image.baseName),
  ];
  return found.filter((note): note is string => typeof note === 'string' && note !== '');
}

function isShellUnknown(part: CommandPart): boolean {
  return part.form === 'shell' && part.value === undefined;
}

function partNotes(instruction: 'CMD' | 'ENTRYPOINT', part: CommandPart): (string | false)[] {
  return [
    part.brokenJson && notes.brokenJson(instruction),
    part.shellText !== undefined && /^<<-?["']?\w/.test(part.shellText) && notes.heredocInCommand(),
  ];
}

function overrideNotes({ image, run, compose }: EffectiveCommandInput, { entrypoint, cmd }: Decided): (string | false)[] {
  const imageCmd = image.cmd.from !== 'none';
  const composeEntrypoint = run?.entrypoint === undefined ? compose?.entrypoint : undefined;
  const keepsCmd = cmd.from === 'stage' || cmd.from === 'base';
  const isCleared = composeEntrypoint && composeEntrypoint.words.length === 0;
  return [
    cmd.from === 'run' && (imageCmd || compose?.command !== undefined) && notes.argumentsReplaceCmd(),
    run?.entrypoint !== undefined && imageCmd && cmd.from === 'none' && notes.entrypointOptionDropsCmd(),
    composeEntrypoint !== undefined && !isCleared && imageCmd && cmd.from === 'none' && notes.composeEntrypointDropsCmd(),
    isCleared === true && entrypoint.from === 'none' && keepsCmd && notes.composeEntrypointCleared(),
    compose?.command?.words.length === 0 && keepsCmd && notes.composeCommandIgnored(),
  ];
}

function repeatedWord({ entrypoint, cmd }: Decided): string | false {
  const word = entrypoint.value?.[0];
  return word !== undefined && entrypoint.form === 'exec' && cmd.form === 'exec' && cmd.value?.[0] === word && notes.cmdRepeatsEntrypoint(word);
}

/** What a reader should know about PID 1 and signals. */
export function processNotes({ image, run }: EffectiveCommandInput, decided: Decided): string[] {
  const { processOne, stopSignal } = decided;
  if (!decided.complete || processOne.kind === 'nothing') return [];
  if (image.windows) return decided.argv.length > 0 ? [notes.windowsProcess()] : [];
  const signal = stopSignal.effective ?? 'the stop signal';
  const main = processOne.child ?? processOne;
  const found: (string | false | undefined)[] = [
    ...shellNotes(main, signal, processOne.child !== undefined, run?.stopTimeout),
    !main.shell && !hasBrokenJson(decided) && literalVariable(decided.argv),
    processOne.kind === 'an init' && notes.initIsProcessOne(processOne.command[0]!, signal),
    main.kind === 'a script' && notes.scriptIsProcessOne(scriptName(main.command)),
    main.kind === 'the shell' && !main.shell && (hasBrokenJson(decided) ? notes.brokenJsonFails() : notes.shellReadsInput(main.command[0]!)),
    main.kind === 'unknown' && !main.shell && notes.unknownShell(main.command[0]!),
    stopSignal.from === 'stage' && stopSignal.effective === undefined && notes.variableStopSignal(),
    cannotBeCaught(signal) ? notes.signalCannotBeCaught(signal) : processOne.kind === 'the program' && notes.programIsProcessOne(programName(main), signal, run?.stopTimeout),
  ];
  return found.filter((note): note is string => typeof note === 'string');
}

function hasBrokenJson({ entrypoint, cmd }: Decided): boolean {
  return entrypoint.from === 'none' ? cmd.brokenJson : entrypoint.brokenJson;
}

function shellNotes(main: ProcessOne, signal: string, underInit: boolean, stopTimeout: number | undefined): (string | false | undefined)[] {
  if (!main.shell) return [];
  const { call, outcome } = main.shell;
  return [
    call.parameters.length > 0 && swallowed(call.text, call.parameters.length),
    outcome.process === 'the shell' && !underInit && (setsTrap(call.text) ? notes.trapDecides(signal) : notes.shellIsProcessOne(outcome.reason, signal, stopTimeout)),
    outcome.process === 'depends' && notes.shellMayStay(),
    outcome.process === 'unknown' && notes.shellNotUnderstood(),
    outcome.process === 'the program' && !outcome.explicit && notes.shellReplacesItself(),
    (outcome.process === 'the program' || outcome.process === 'depends') && outcome.first.length > 0 && notes.shellFirst(outcome.first),
  ];
}

/** Also within a loop or a group, which is not read any further: then less is said. */
function setsTrap(text: string): boolean {
  return /(?:^|[\s;&|({])trap\s/.test(text);
}

/** `$0`, `$1`, `$@`, `$*`, `$#` or `${1:-…}` in the text use the words behind it. */
function swallowed(text: string, words: number): string | false {
  if (/\$\{?0/.test(text)) return false;
  if (!/\$\{?#?[1-9@*#]/.test(text)) return notes.shellSwallows(words);
  return notes.firstWordIsZero();
}

function literalVariable(argv: readonly string[]): string | false {
  const word = argv.find((each) => /\$(\w|\{\w)/.test(each));
  return word !== undefined && notes.noExpansion(word);
}

/** `bash -e start.sh x` → `start.sh`: the first word that looks like one. */
function scriptName(command: readonly string[]): string {
  return shellCallOf(command, undefined) === 'shell-script' ? (command.slice(1).find((word) => /^[^-+]/.test(word)) ?? command[0]!) : command[0]!;
}

function programName(main: ProcessOne): string {
  return main.shell ? main.command[0]! : formatCommandLine(main.command.slice(0, 1));
}
