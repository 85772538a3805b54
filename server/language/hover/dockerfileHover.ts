import type { DockerfileFacts } from '../dockerfileFacts';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import { commandFacts } from './commandHover';
import { copyFacts, sourceFacts } from './copyFacts';
import { destinationFacts } from './destinationFacts';
import { checkNameFacts, directiveCommentFacts, directiveFacts } from './directiveFacts';
import { elementAt, type DockerfileElement } from './dockerfileElement';
import { execWordFacts } from './execWordFacts';
import { flagFacts } from './flagFacts';
import { heredocBodyFacts, heredocFacts } from './heredocFacts';
import type { HoverResult } from './hoverResult';
import { fromFacts, imageFacts, stageFacts } from './imageFacts';
import { healthcheckFacts, instructionFacts } from './instructionFacts';
import { layerFacts } from './layerFacts';
import { mountHover } from './mountFacts';
import { pairHover } from './pairFacts';
import type { CommandTable } from './shell/commandWords';
import { shellHover } from './shell/shellHover';
import { shellInForce } from '../process/shellInForce';
import { literalVariableFacts, variableFacts } from './variableFacts';
import { valueHover, wordHover } from './wordHover';

/**
 * The hover at a file offset: which text of `content/` explains the element, and what it does in this file.
 * @param commands what is known of the commands in RUN; without them only their operators are explained
 */
export function dockerfileHover(dockerfile: Dockerfile, offset: number, facts: DockerfileFacts, commands: CommandTable = {}): HoverResult | undefined {
  const element = elementAt(dockerfile, offset);
  if (!element) return undefined;
  if (!('instruction' in element) || !isTrigger(dockerfile, element.instruction)) return describeAny(dockerfile, element, facts, commands);
  // The context, the base image and the build arguments of that later build are not those at hand.
  const hover = describeAny(dockerfile, element, {}, commands);
  return hover && { ...hover, computed: [triggerFact, ...(element.kind === 'variable' ? [triggerVariableFact] : hover.computed)] };
}

function describeAny(dockerfile: Dockerfile, element: DockerfileElement, facts: DockerfileFacts, commands: CommandTable): HoverResult | undefined {
  return element.kind === 'shellWord' ? describeShellWord(dockerfile, element, facts, commands) : describe(dockerfile, element, facts);
}

const triggerVariableFact = 'It is replaced in that build: with the ENV of this image, and without the ARGs of this file.';

const triggerFact = 'It does not run in this build: it runs in the build of an image whose FROM names this one, right after that FROM.';

/** True for the instruction behind ONBUILD. */
function isTrigger(dockerfile: Dockerfile, instruction: Instruction): boolean {
  return !dockerfile.instructions.includes(instruction);
}

function describe(dockerfile: Dockerfile, element: DockerfileElement, facts: DockerfileFacts): HoverResult | undefined {
  const { span } = element;
  switch (element.kind) {
    case 'directive':
      return { textId: `dockerfile/directive-${element.directive.name}`, computed: directiveFacts(element.directive), span };
    case 'directiveComment':
      return { textId: `dockerfile/directive-${element.name}`, computed: directiveCommentFacts(element), span };
    case 'checkName':
      return { textId: `dockerfile/check ${element.name}`, title: `Build check ${inlineCode(element.name)}`, computed: checkNameFacts(element.name), span };
    case 'keyword':
      if (element.span !== element.instruction.keywordSpan) return asHover(dockerfile, element.instruction, span);
      if (element.instruction.keyword === 'UNKNOWN') return { textId: undefined, title: inlineCode(element.instruction.keywordText, 60), computed: ['Docker knows no instruction of this name, so the build stops here.'], span };
      return { textId: `dockerfile/${element.instruction.keyword}`, computed: [...layerFacts(dockerfile, element.instruction, facts), ...keywordFacts(dockerfile, element.instruction, facts)], span };
    case 'flag':
      return { textId: `dockerfile/${element.instruction.keyword}--${element.flag.name}`, computed: flagFacts(dockerfile, element, facts), span };
    case 'mountOption':
      return mountHover(dockerfile, element, facts);
    case 'variable':
      return { ...variableFacts(dockerfile, element, facts), span };
    case 'literalVariable':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...literalVariableFacts(element), span };
    case 'heredocBody':
      return { textId: 'dockerfile/heredoc', computed: heredocBodyFacts(dockerfile, element, facts), span };
    case 'heredoc':
      return { textId: 'dockerfile/heredoc', computed: heredocFacts(element.instruction, element.heredoc), span };
    case 'image':
      return { textId: 'dockerfile/FROM', ...imageFacts(dockerfile, element, facts), span };
    case 'stageName':
      return { textId: 'dockerfile/FROM-AS', computed: stageFacts(dockerfile, element), span };
    case 'source':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...sourceFacts(dockerfile, element, facts), span };
    case 'destination':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...destinationFacts(dockerfile, element, facts), span };
    case 'port':
    case 'volume':
      return wordHover(dockerfile, element, facts);
    case 'value':
    case 'group':
      return valueHover(dockerfile, element, facts);
    case 'pair':
      return pairHover(dockerfile, element, facts);
    case 'execWord':
      return { textId: `dockerfile/${element.instruction.keyword}`, ...execWordFacts(dockerfile, element, facts), span };
    case 'healthcheckType':
      return { textId: 'dockerfile/HEALTHCHECK', title: `HEALTHCHECK ${element.instruction.type!.text.toUpperCase()}`, computed: healthcheckTypeFacts(element.instruction), span };
    case 'shellWord':
      return undefined;
    case 'argument':
      return argumentHover(dockerfile, element.instruction, facts, span);
  }
}

function asHover(dockerfile: Dockerfile, instruction: Instruction, span: HoverResult['span']): HoverResult {
  const named = instruction.keyword === 'FROM' && instruction.stageName;
  return { textId: 'dockerfile/FROM-AS', computed: named ? stageFacts(dockerfile, { kind: 'stageName', instruction, word: named, span }) : [], span };
}

/** A word of a command: what it means to its program, and in exec form also its place in the list. */
function describeShellWord(dockerfile: Dockerfile, { instruction, shell, otherwise, span }: DockerfileElement & { kind: 'shellWord' }, facts: DockerfileFacts, commands: CommandTable): HoverResult | undefined {
  const isArgument = instruction.keyword === 'CMD' && stageOf(dockerfile, instruction)?.instructions.some(({ keyword }) => keyword === 'ENTRYPOINT');
  const own = isArgument ? undefined : shellHover({ dockerfile, instruction, facts, commands, element: shell });
  // The text of `["sh", "-c", "…"]` has words of its own.
  if (own && (otherwise?.kind !== 'execWord' || shell.shell)) return own;
  const plain = otherwise && describe(dockerfile, otherwise, facts);
  return own?.textId === undefined || !plain ? (plain ?? own) : { ...own, computed: [...plain.computed, ...own.computed], span };
}

/** Arguments of instructions that have a fact of their own; the shell's words are explained later. */
function argumentHover(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts, span: HoverResult['span']): HoverResult | undefined {
  if (instruction.keyword === 'UNKNOWN') return undefined;
  if (instruction.keyword === 'RUN') return otherShellHover(dockerfile, instruction, span);
  return { textId: `dockerfile/${instruction.keyword}`, computed: keywordFacts(dockerfile, instruction, facts), span };
}

/** Text for a shell whose words are not explained: that of Windows, or another program. */
function otherShellHover(dockerfile: Dockerfile, instruction: Instruction, span: HoverResult['span']): HoverResult | undefined {
  const { kind, words } = shellInForce(dockerfile, instruction);
  if (kind === 'posix') return undefined;
  const shell = words?.join(' ') ?? (kind === 'cmd' ? 'cmd /S /C' : 'another shell');
  return { textId: 'dockerfile/RUN', computed: [`${inlineCode(shell, 60)} reads this text while the image is built.`], span };
}

function healthcheckTypeFacts(instruction: Instruction & { keyword: 'HEALTHCHECK' }): string[] {
  if (instruction.type!.text.toUpperCase() === 'NONE') return healthcheckFacts(instruction);
  return ['The command that follows runs inside the container. Exit code 0 is healthy, 1 is unhealthy.', ...healthcheckFacts(instruction)];
}

function keywordFacts(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts): string[] {
  switch (instruction.keyword) {
    case 'CMD':
    case 'ENTRYPOINT':
      return commandFacts(dockerfile, instruction, facts);
    case 'FROM':
      return fromFacts(dockerfile, instruction, facts);
    case 'ONBUILD':
      return [triggerFact];
    case 'COPY':
    case 'ADD':
      return copyFacts(dockerfile, instruction, facts);
    default:
      return instructionFacts(dockerfile, instruction, facts);
  }
}
