import type { CodeLens } from 'vscode-languageserver-types';
import { composeLenses } from './codeLens/composeLenses';
import { effectiveCommandLenses } from './codeLens/effectiveCommandLens';
import { layerSizeLenses } from './codeLens/layerSizeLens';
import type { ComposeFile } from './compose/composeFile';
import { parseCompose } from './compose/parseCompose';
import type { ComposeDocumentFacts } from './composeDocumentFacts';
import { findingsOfFile } from './composeRules/findingsOfFile';
import { findInProject } from './composeRules/index';
import type { Content } from './content';
import type { DockerfileFacts } from './dockerfileFacts';
import { parseDockerfile } from './dockerfile/parser';
import type { Dockerfile, Problem, Span } from './dockerfile/syntax';
import { validateDockerfile } from './dockerfile/validation/validate';
import { composeHover, type ComposeFacts } from './hover/composeHover';
import { dockerfileHover } from './hover/dockerfileHover';
import { renderHover, type HoverStyle } from './hover/renderHover';
import { runRules, type RuleFailure } from './rules/index';
import type { Finding, RuleFacts } from './rules/rule';

/** A hover ready for the editor. */
export interface RenderedHover {
  readonly markdown: string;
  readonly span: Span;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** What was found in the context's ignore file, with places in its text. */
  readonly ignoreFileFindings: readonly Finding[];
  /** Rules that broke; the others' findings stand. */
  readonly failures: readonly RuleFailure[];
}

/** Which rules a user switched off, by id. */
export type RuleSwitches = Readonly<Record<string, 'on' | 'off'>>;

/**
 * Everything Layerwise knows, as pure functions of text and facts: the same input gives the same output, nothing is read,
 * nothing is kept. Parse once for each version of a file and pass the tree on.
 */
export class LanguageService {
  constructor(readonly content: Content) {}

  parseDockerfile(text: string): Dockerfile {
    return parseDockerfile(text);
  }

  parseCompose(text: string): ComposeFile {
    return parseCompose(text);
  }

  /** What Docker rejects and what the rules find, in file order. Never throws. */
  checkDockerfile(dockerfile: Dockerfile, facts: DockerfileFacts, switches: RuleSwitches): CheckResult {
    const { findings, failures } = runRules(dockerfile, ruleFacts(facts, switches));
    const problems = validateDockerfile(dockerfile, facts).map(asFinding);
    const here = findings.filter(({ inIgnoreFile }) => !inIgnoreFile);
    const ignoreFileFindings = findings.filter(({ inIgnoreFile }) => inIgnoreFile);
    return { findings: inFileOrder([...problems, ...here]), ignoreFileFindings, failures };
  }

  /** What Compose rejects and what the rules find, in file order. Never throws. */
  checkCompose({ problems, leftOut }: ComposeFile, { path, project, rules }: ComposeDocumentFacts, switches: RuleSwitches): CheckResult {
    const { findings, failures } = findInProject({ project, facts: rules }, switched(switches, 'off'));
    // The errors are faults of the project already.
    const notes = problems.filter(({ severity }) => severity !== 'error').map(asFinding);
    // Where this file itself, or a fault of the project, says why the reading stopped, it is not said again.
    const isSaid = leftOut !== undefined || project.faults.some(({ code }) => code === 'too-many-values');
    const stopped = project.leftOut === undefined || isSaid ? [] : [stoppedReading(project.leftOut)];
    return { findings: inFileOrder([...notes, ...stopped, ...findingsOfFile(path, project, findings)]), ignoreFileFindings: [], failures };
  }

  hoverDockerfile(dockerfile: Dockerfile, offset: number, facts: DockerfileFacts, style: HoverStyle): RenderedHover | undefined {
    const result = dockerfileHover(dockerfile, offset, facts, this.content.commands);
    return result && { markdown: renderHover(result, this.content, style), span: result.span };
  }

  hoverCompose(file: ComposeFile, offset: number, facts: ComposeFacts, style: HoverStyle): RenderedHover | undefined {
    const result = composeHover(file, offset, facts);
    return result && { markdown: renderHover(result, this.content, style), span: result.span };
  }

  /** Above the last CMD or ENTRYPOINT of each stage: what runs. Above steps that an image on this machine has: the size of their layer. */
  codeLenses(dockerfile: Dockerfile, facts: DockerfileFacts): CodeLens[] {
    return [...effectiveCommandLenses(dockerfile, facts), ...layerSizeLenses(dockerfile, facts)];
  }

  /**
   * Above each service of a compose file: what runs, and where this machine reaches it.
   * @param canOpen true where the editor runs VS Code's command that opens an address
   */
  composeLenses(file: ComposeFile, facts: Omit<ComposeDocumentFacts, 'path'>, canOpen: boolean): CodeLens[] {
    return composeLenses(file, facts, canOpen);
  }
}

function ruleFacts(facts: DockerfileFacts, switches: RuleSwitches): RuleFacts {
  const off = switched(switches, 'off');
  const on = switched(switches, 'on');
  const { context, localImage } = facts;
  // A walk that stopped at its bound may have missed what a rule needs to know: without the whole context rules are silent.
  const known = context && !context.gap ? { files: context.filtered, text: context.read, ...(context.ignoreFile === undefined ? {} : { ignoreFile: context.ignoreFile }) } : undefined;
  return { build: facts, off, on, ...(known ? { context: known } : {}), ...(localImage ? { localImage } : {}) };
}

function switched(switches: RuleSwitches, to: 'on' | 'off'): ReadonlySet<string> {
  return new Set(Object.keys(switches).filter((rule) => switches[rule] === to));
}

/** A bound of Layerwise's own stopped the reading of a project: what depends on the rest is not known. */
function stoppedReading(leftOut: string): Finding {
  return asFinding({ code: 'project-read-in-part', message: `${leftOut} What the rest says is not checked.`, span: { start: 0, end: 1 }, severity: 'information' });
}

function asFinding({ code, message, span, severity }: Problem): Finding {
  return { rule: code, severity, message, span, alsoKnownAs: [], fixes: [] };
}

function inFileOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}
