import { formatCommandLine } from './commandLine';
import type { CommandOrigin, CommandPart } from './commandParts';
import type { EffectiveCommand } from './effectiveCommand';
import { describeProcessOne } from './processOneText';

/** The JSON of `layerwise run`: a stable interface. A `value` or `line` that is not known is left out. */
export interface CommandReport {
  readonly argv: readonly string[];
  readonly form: 'exec' | 'shell';
  readonly pid1: string;
  readonly entrypoint: PartReport;
  readonly cmd: PartReport;
  /** `unknown` where the base image decides and is not known. */
  readonly stopSignal: string;
  readonly signalReaches: 'the program' | 'the shell' | 'unknown';
  readonly notes: readonly string[];
}

export interface PartReport {
  readonly from: CommandOrigin;
  readonly line?: number;
  readonly value?: readonly string[];
}

export function commandReport(command: EffectiveCommand, moreNotes: readonly string[] = []): CommandReport {
  return {
    argv: command.argv,
    form: command.form,
    pid1: describeProcessOne(command.processOne),
    entrypoint: partReport(command.entrypoint),
    cmd: partReport(command.cmd),
    stopSignal: command.stopSignal.effective ?? 'unknown',
    signalReaches: command.signalReaches,
    notes: [...new Set([...moreNotes, ...command.notes])],
  };
}

function partReport({ from, line, value }: CommandPart): PartReport {
  return { from, ...(line === undefined ? {} : { line }), ...(value === undefined ? {} : { value }) };
}

/** The same for people. Ends with a line end. */
export function formatCommandReport(report: CommandReport, complete: boolean): string {
  const words = report.argv.length > 0 ? formatCommandLine(report.argv) : complete ? 'nothing' : 'unknown';
  return [
    `runs         ${words}${complete || report.argv.length === 0 ? '' : '   (words of the base image may come in front)'}`,
    `PID 1        ${report.pid1}`,
    `ENTRYPOINT   ${partText(report.entrypoint)}`,
    `CMD          ${partText(report.cmd)}`,
    `stop signal  ${report.stopSignal}, reaches ${report.signalReaches === 'unknown' ? 'an unknown process' : report.signalReaches}`,
    ...report.notes.map((note) => `- ${note}`),
    '',
  ].join('\n');
}

const origins: Readonly<Record<CommandOrigin, string>> = {
  compose: 'the compose file',
  run: 'the command line',
  stage: 'the Dockerfile',
  base: 'the base image',
  none: 'none',
  unknown: 'unknown: the base image decides',
};

function partText({ from, line, value }: PartReport): string {
  const origin = `${origins[from]}${line === undefined ? '' : `, line ${line}`}`;
  return value === undefined || value.length === 0 ? origin : `${JSON.stringify(value)}   (${origin})`;
}
