/** Where a command writes: `out` is its result, `error` one clear line for people. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Something that stops a command: one clear line, exit code 2. */
export class CommandError extends Error {}

/** The exit codes of the command line. */
export const exitCodes = { fine: 0, findings: 1, couldNotRun: 2 } as const;
