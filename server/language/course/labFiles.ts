import type { ComposeProject } from '../compose/project/composeProject';
import type { Dockerfile } from '../dockerfile/syntax';
import type { ContextFacts } from '../dockerfileFacts';
import type { RuleSeverity } from '../rules/rule';

/** What a condition may ask of the language server's own analysis of the learner's files. Paths are relative to the lab. */
export interface LabFiles {
  /** Undefined where the file is missing. */
  text(file: string): string | undefined;
  /** Undefined where the file is missing or has no FROM. */
  dockerfile(file: string): Dockerfile | undefined;
  /** The project that a compose file is read in; undefined where the file is missing or its YAML cannot be read. */
  project(file: string): ComposeProject | undefined;
  /**
   * What Docker or Compose rejects in a Dockerfile or compose file and what the rules find, in its order; undefined where
   * the file is missing or holds nothing that could be checked.
   */
  findings(file: string): readonly LabFinding[] | undefined;
  /** What a container of the file's last stage runs; undefined where there is no Dockerfile. */
  effectiveCommand(file: string): LabEffectiveCommand | undefined;
  /** The build context of a Dockerfile: its folder. Undefined where the file is missing or the folder cannot be read. */
  context(file: string): ContextFacts | undefined;
}

export interface LabFinding {
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly message: string;
  /** 1-based; undefined for what was found in the ignore file. */
  readonly line: number | undefined;
}

export interface LabEffectiveCommand {
  /** Undefined where an unknown base image may add words. */
  readonly argv: readonly string[] | undefined;
  /** ENTRYPOINT and CMD as this file writes them; undefined where it does not. */
  readonly entrypoint: 'exec' | 'shell' | undefined;
  readonly cmd: 'exec' | 'shell' | undefined;
  /** The words of a CMD that is a list; undefined for any other. */
  readonly cmdWords: readonly string[] | undefined;
}
