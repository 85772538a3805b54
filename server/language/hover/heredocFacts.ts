import type { DockerfileFacts } from '../dockerfileFacts';
import type { Dockerfile, Heredoc, Instruction } from '../dockerfile/syntax';
import { count, inlineCode } from '../wording';
import { describeDestination } from './destinationFacts';
import type { DockerfileElement } from './dockerfileElement';

/** A heredoc at its marker or closing word. */
export function heredocFacts(instruction: Instruction, heredoc: Heredoc): string[] {
  const lines = heredoc.content === '' ? 0 : heredoc.content.split('\n').length - (heredoc.content.endsWith('\n') ? 1 : 0);
  return [
    `The body has ${count(lines, 'line')} and ends at the line \`${heredoc.name}\`.`,
    replacementFact(instruction, heredoc),
    ...(heredoc.chomp ? ['`<<-` removes the tabs at the start of each line.'] : []),
  ];
}

/** The body: the file of the image that it becomes, or what a RUN does with it. */
export function heredocBodyFacts(dockerfile: Dockerfile, { instruction, heredoc }: DockerfileElement & { kind: 'heredocBody' }, facts: DockerfileFacts): string[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [replacementFact(instruction, heredoc)];
  const target = instruction.destination && describeDestination(dockerfile, instruction, instruction.destination, facts);
  return [`It is the content of the file ${inlineCode(heredoc.name)}. ${replacementFact(instruction, heredoc)}`, ...(target ? [target] : [])];
}

/** Who replaces variables in the body. A RUN that is nothing but a heredoc is a script (convert.go `dispatchRun`). */
function replacementFact({ keyword, argumentText, heredocs }: Instruction, { expand, content }: Heredoc): string {
  if (keyword === 'COPY' || keyword === 'ADD') return expand ? 'Variables in it are replaced by the builder.' : 'The name is quoted, so nothing in it is replaced.';
  if (heredocs.length === 1 && /^<<-?\S+$/.test(argumentText.text)) {
    return content.startsWith('#!') ? 'Its first line names the program that runs it as a script.' : 'The shell runs it as a script; quotes around the name change nothing here.';
  }
  return expand ? 'The shell replaces variables in it and gives it to the command.' : 'The name is quoted: the command gets it as it is written.';
}
