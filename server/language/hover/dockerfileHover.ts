import type { DockerfileFacts } from '../dockerfileFacts';
import type { Dockerfile, Heredoc, Instruction } from '../dockerfile/syntax';
import { commandFacts } from './commandHover';
import { copyFacts, destinationFacts, sourceFacts } from './copyFacts';
import { elementAt, type DockerfileElement } from './dockerfileElement';
import { flagFacts } from './flagFacts';
import type { HoverResult } from './hoverResult';
import { imageFacts, stageFacts } from './imageFacts';
import { instructionFacts } from './instructionFacts';
import { variableFacts } from './variableFacts';

/** The hover at a file offset: which text of `content/` explains the element, and what it does in this file. */
export function dockerfileHover(dockerfile: Dockerfile, offset: number, facts: DockerfileFacts): HoverResult | undefined {
  const element = elementAt(dockerfile, offset);
  return element && describe(dockerfile, element, facts);
}

function describe(dockerfile: Dockerfile, element: DockerfileElement, facts: DockerfileFacts): HoverResult | undefined {
  const { span } = element;
  switch (element.kind) {
    case 'directive':
      return { textId: `dockerfile/directive-${element.directive.name}`, computed: [], span };
    case 'keyword':
      if (element.span !== element.instruction.keywordSpan) return { textId: 'dockerfile/FROM-AS', computed: [], span };
      return { textId: `dockerfile/${element.instruction.keyword}`, computed: keywordFacts(dockerfile, element.instruction, facts), span };
    case 'flag':
      return { textId: `dockerfile/${element.instruction.keyword}--${element.flag.name}`, computed: flagFacts(dockerfile, element, facts), span };
    case 'mountOption':
      return mountHover(element);
    case 'variable':
      return { textId: undefined, ...variableFacts(dockerfile, element, facts), span };
    case 'heredoc':
      return { textId: 'dockerfile/heredoc', computed: heredocFacts(element.heredoc), span };
    case 'image':
      return { textId: 'dockerfile/FROM', ...imageFacts(dockerfile, element, facts), span };
    case 'stageName':
      return { textId: 'dockerfile/FROM-AS', computed: stageFacts(dockerfile, element), span };
    case 'source':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...sourceFacts(dockerfile, element, facts), span };
    case 'destination':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...destinationFacts(dockerfile, element, facts), span };
    case 'argument':
      return argumentHover(dockerfile, element.instruction, facts, span);
  }
}

/** Arguments of instructions that have a fact of their own; the shell's words are explained later. */
function argumentHover(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts, span: HoverResult['span']): HoverResult | undefined {
  if (instruction.keyword === 'RUN' || instruction.keyword === 'UNKNOWN') return undefined;
  return { textId: `dockerfile/${instruction.keyword}`, computed: keywordFacts(dockerfile, instruction, facts), span };
}

function keywordFacts(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts): string[] {
  switch (instruction.keyword) {
    case 'CMD':
    case 'ENTRYPOINT':
      return commandFacts(dockerfile, instruction, facts);
    case 'COPY':
    case 'ADD':
      return copyFacts(dockerfile, instruction, facts);
    default:
      return instructionFacts(dockerfile, instruction, facts);
  }
}

function mountHover(element: DockerfileElement & { kind: 'mountOption' }): HoverResult {
  const isType = element.option.key === 'type' && /^(bind|cache|tmpfs|secret|ssh)$/i.test(element.option.value ?? '');
  const textId = isType ? `dockerfile/mount-${element.option.value!.toLowerCase()}` : 'dockerfile/RUN--mount';
  return { textId, computed: [], span: element.span };
}

function heredocFacts(heredoc: Heredoc): string[] {
  const lines = heredoc.content === '' ? 0 : heredoc.content.split('\n').length - (heredoc.content.endsWith('\n') ? 1 : 0);
  return [
    `The body has ${lines} ${lines === 1 ? 'line' : 'lines'} and ends at the line \`${heredoc.name}\`.`,
    heredoc.expand ? 'The name is not quoted: variables in the body are replaced.' : 'The name is quoted: the body is taken as it is.',
    ...(heredoc.chomp ? ['`<<-` removes the tabs at the start of each line.'] : []),
  ];
}
