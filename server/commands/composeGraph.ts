import { resolve } from 'node:path';
import { presentDiagram } from '../language/composeDiagram/presentDiagram';
import { isSyntaxFault } from '../language/compose/yamlProblems';
import { outlineText } from '../language/graph/describe';
import { lineOf } from '../language/textPosition';
import { readComposeProject } from '../world/composeProject';
import { readTextFile } from '../world/textFile';
import { CommandError, exitCodes, type CommandOutput } from './output';

/**
 * `layerwise graph --compose FILE`: prints the diagram of a compose file's project, as list or as mermaid text. No daemon is
 * asked.
 * @returns the exit code
 * @throws CommandError or TextFileFailure where the file is missing or broken, or has no service
 */
export async function composeGraphCommand(file: string, format: 'text' | 'mermaid', write: CommandOutput): Promise<number> {
  const path = resolve(file);
  await readTextFile(path);
  const project = await readComposeProject(path);
  const broken = project.faults.find(({ code }) => isSyntaxFault(code));
  if (broken) throw new CommandError(`${broken.place.path}:${lineOf(project.texts.get(broken.place.path) ?? '', broken.place.span.start)}: ${broken.message}`);
  const diagram = presentDiagram(project);
  if (!diagram) throw new CommandError(`${file} has no service`);
  write.out(format === 'mermaid' ? diagram.drawing.mermaid : `${diagram.projectName}\n${diagram.summary}\n\n${outlineText(diagram.outline(new Map()))}`);
  return exitCodes.fine;
}
