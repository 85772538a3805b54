/** What a condition may ask of the language server's own analysis of the learner's files. Paths are relative to the lab. */
export interface LabFiles {
  /** Undefined where the file is missing. */
  text(file: string): string | undefined;
  /** Ids of the rules that report something in this file. */
  diagnostics(file: string): readonly string[];
  /** What a container of the file's last stage runs; undefined where the file is missing or has no stage. */
  effectiveCommand(file: string): LabEffectiveCommand | undefined;
  /** The last stage's instructions in file order. */
  instructions(file: string): readonly LabInstruction[];
}

export interface LabEffectiveCommand {
  /** Undefined where an unknown base image may add words. */
  readonly argv: readonly string[] | undefined;
  /** ENTRYPOINT and CMD as this file writes them; undefined where it does not. */
  readonly entrypoint: 'exec' | 'shell' | undefined;
  readonly cmd: 'exec' | 'shell' | undefined;
}

export interface LabInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** What follows the keyword and the flags, continued lines joined. */
  readonly arguments: string;
  /** True for COPY and ADD without `--from`. */
  readonly copiesContext: boolean;
}
