import { isSyntaxFault } from '../compose/yamlProblems';
import type { ComposeDocumentFacts } from '../composeDocumentFacts';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import type { ContextFacts, DockerfileFacts } from '../dockerfileFacts';
import { fileKindOfPath } from '../fileKind';
import type { CheckResult, LanguageService } from '../languageService';
import { effectiveCommand } from '../process/effectiveCommand';
import { stageCommand } from '../process/stageCommand';
import type { Finding } from '../rules/rule';
import type { LabEffectiveCommand, LabFiles, LabFinding } from './labFiles';

/** What was read of a learner's folder. Paths are relative to it, as the lab writes them. */
export interface LabSources {
  /** Undefined where the file is missing. */
  text(file: string): string | undefined;
  /** The build context of a Dockerfile. */
  context(file: string): ContextFacts | undefined;
  /** The project of a compose file, and what is known beside it. */
  compose(file: string): ComposeDocumentFacts | undefined;
}

/**
 * The analysis that labs are checked with: the same that the editor shows. Nothing of the daemon takes part, so that the
 * conditions on files come out the same on every machine.
 */
export function analyseLab(service: LanguageService, sources: LabSources): LabFiles {
  const parse = once((file: string): Dockerfile | undefined => {
    const text = sources.text(file);
    const dockerfile = text === undefined ? undefined : service.parseDockerfile(text);
    return dockerfile && dockerfile.stages.length > 0 ? dockerfile : undefined;
  });
  const factsOf = once((file: string): DockerfileFacts => {
    const context = sources.context(file);
    return context ? { context } : {};
  });
  const project = once((file: string) => {
    const read = sources.text(file) === undefined ? undefined : sources.compose(file)?.project;
    return read?.faults.some(({ code }) => isSyntaxFault(code)) ? undefined : read;
  });
  const composeFindings = (file: string): readonly LabFinding[] | undefined => {
    const [text, facts] = [sources.text(file), sources.compose(file)];
    return text === undefined || facts === undefined ? undefined : labFindings(service.checkCompose(service.parseCompose(text), facts, {}), text);
  };
  const dockerfileFindings = (file: string): readonly LabFinding[] | undefined => {
    const dockerfile = parse(file);
    return dockerfile && labFindings(service.checkDockerfile(dockerfile, factsOf(file), {}), dockerfile.text);
  };
  return {
    text: (file) => sources.text(file),
    dockerfile: parse,
    project,
    findings: once((file) => (fileKindOfPath(file) === 'compose' ? composeFindings(file) : dockerfileFindings(file))),
    effectiveCommand: once((file) => commandOf(parse(file), factsOf(file))),
    context: (file) => (sources.text(file) === undefined ? undefined : sources.context(file)),
  };
}

/** Many conditions ask the same of one file. */
function once<Answer>(ask: (file: string) => Answer): (file: string) => Answer {
  const known = new Map<string, Answer>();
  return (file) => {
    if (!known.has(file)) known.set(file, ask(file));
    return known.get(file)!;
  };
}

function labFindings({ findings, ignoreFileFindings }: CheckResult, text: string): readonly LabFinding[] {
  const finding = ({ rule, severity, message }: Finding, line: number | undefined): LabFinding => ({ rule, severity, message, line });
  return [...findings.map((found) => finding(found, lineAt(text, found.span.start))), ...ignoreFileFindings.map((found) => finding(found, undefined))];
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function commandOf(dockerfile: Dockerfile | undefined, facts: DockerfileFacts): LabEffectiveCommand | undefined {
  const stage = dockerfile?.stages.at(-1);
  if (!dockerfile || !stage) return undefined;
  const command = effectiveCommand({ image: stageCommand(dockerfile, stage, facts) });
  const cmd = commandWritten(stage.instructions, 'CMD');
  return {
    argv: command.complete ? command.argv : undefined,
    entrypoint: commandWritten(stage.instructions, 'ENTRYPOINT')?.form,
    cmd: cmd?.form,
    cmdWords: cmd?.form === 'exec' ? cmd.words.map(({ value }) => value) : undefined,
  };
}

function commandWritten(instructions: readonly Instruction[], keyword: 'CMD' | 'ENTRYPOINT') {
  const last = instructions.findLast((instruction) => instruction.keyword === keyword);
  return last?.keyword === keyword ? last.command : undefined;
}
