import type { DockerfileFacts } from '../dockerfileFacts';
import type { Expansion } from '../dockerfile/expansion';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, ValueInstruction, Word, WordsInstruction } from '../dockerfile/syntax';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import { effectiveCommand } from '../process/effectiveCommand';
import { processOneSentence } from './processOneSentence';
import { stageCommand } from '../process/stageCommand';
import { cannotBeCaught } from '../process/stopSignal';
import { inlineCode, joinWords } from '../wording';
import { expandHere } from './expandHere';
import { signalName } from './explainedNames';
import { shellInForce } from '../process/shellInForce';

/** What one word of EXPOSE does. */
export function portFact(dockerfile: Dockerfile, instruction: WordsInstruction, word: Word, facts: DockerfileFacts): string {
  const { text, unknown } = expanded(dockerfile, instruction, word, facts);
  if (text === undefined) return dependsFact(word.text, unknown);
  const match = /^(?:(.*):)?(\d+(?:-\d+)?)(?:\/(\w+))?$/.exec(text);
  if (!match) return `${inlineCode(text)} is not a port or a range of ports.`;
  const [, host, port = '', protocol = 'tcp'] = match;
  const ignored = host === undefined ? '' : ` What stands before the colon, ${inlineCode(host, 40)}, is ignored.`;
  const noun = port.includes('-') ? 'ports' : 'port';
  return `${protocol.toUpperCase()} ${noun} ${port} inside the container: noted in the image, not published. To reach it: ${inlineCode(`docker run -p ${port}:${port}${protocol.toLowerCase() === 'tcp' ? '' : `/${protocol.toLowerCase()}`}`)}.${ignored}`;
}

/** What one path of VOLUME does. */
export function volumeFact(dockerfile: Dockerfile, instruction: WordsInstruction, word: Word, facts: DockerfileFacts): string {
  const { text, unknown } = expanded(dockerfile, instruction, word, facts);
  if (text === undefined) return dependsFact(word.text, unknown);
  return `Each container gets an anonymous volume of its own at ${inlineCode(text)} unless \`-v\` or \`--mount\` names one.`;
}

/** Where a WORKDIR leads. */
export function workdirFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  if (!instruction.value) return [];
  const { text, unknown } = expanded(dockerfile, instruction, instruction.value, facts);
  if (text === undefined) return [dependsFact(instruction.value.text, unknown)];
  const resolved = isDrivePath(dockerfile, text) ? text : resolveImagePath(text, workingDirectoryBefore(dockerfile, instruction, facts));
  if (resolved === undefined) return [`${inlineCode(text)} is relative to the base image's working directory, which is not known here.`];
  return [`From here on the directory is ${inlineCode(resolved)}; it is created if it is missing.`];
}

/** Who the steps below a USER and the container's process run as. */
export function userFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  if (!instruction.value) return [];
  const { text, unknown } = expanded(dockerfile, instruction, instruction.value, facts);
  if (text === undefined) return [dependsFact(instruction.value.text, unknown)];
  if (text === '') return ['The value is empty here: no user is set, so it is root.'];
  const [user = '', group] = text.split(':');
  const isRoot = user === 'root' || user === '0';
  const isNumber = /^\d+$/.test(user);
  const name = isNumber ? `user number ${inlineCode(user)}` : `user ${inlineCode(user)}`;
  const groupText = group === undefined ? '' : `, group ${inlineCode(group)}`;
  const lookUp = isRoot || isForWindows(dockerfile, instruction) ? [] : isNumber ? numberFacts(user, group) : nameFacts(dockerfile, instruction, user);
  return [`RUN below and the container's process run as ${name}${groupText}${isRoot ? ', which is root' : ''}.`, ...lookUp];
}

/** A name needs an entry in the image: one that a RUN above makes, or one of the base image. */
function nameFacts(dockerfile: Dockerfile, instruction: Instruction, user: string): string[] {
  if (!/^[\w.-]+$/.test(user)) return [];
  const pattern = new RegExp(`\\b(?:adduser|useradd)\\b[^;&|]*(?<![\\w./-])${user.replaceAll('.', '\\.')}(?![\\w./-])`);
  const maker = stageOf(dockerfile, instruction)?.instructions.find((other) => other.keyword === 'RUN' && other.span.start < instruction.span.start && pattern.test(other.argumentText.text.slice(0, 5_000)));
  if (maker) return [`The RUN in line ${maker.startLine} makes that user.`];
  return [`The name must be in the image's \`/etc/passwd\`: otherwise the next RUN and the container fail.`];
}

function numberFacts(user: string, group: string | undefined): string[] {
  return group === undefined ? [`A number needs no entry in \`/etc/passwd\`. Without one for ${user}, the group is 0, which is root's.`] : [];
}

/** The group of `USER user:group`. */
export function groupFacts(dockerfile: Dockerfile, instruction: Instruction, { text }: Word): string[] {
  if (text === '') return [];
  const isNumber = /^\d+$/.test(text);
  const found = `RUN below and the container's process run with ${isNumber ? 'group number' : 'group'} ${inlineCode(text)}${text === '0' || text === 'root' ? ", which is root's" : ''}, and with no other group.`;
  return [found, ...(isNumber || text === 'root' || isForWindows(dockerfile, instruction) ? [] : [`The name must be in the image's \`/etc/group\`.`])];
}

/** What STOPSIGNAL's signal reaches in a container of this stage. */
export function signalFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  if (!instruction.value) return [];
  const { text, unknown } = expanded(dockerfile, instruction, instruction.value, facts);
  if (text === undefined) return [dependsFact(instruction.value.text, unknown)];
  const signal = signalName(text);
  const named = signal === text ? inlineCode(signal) : `${inlineCode(signal)} (${inlineCode(text)})`;
  const sent = `\`docker stop\` sends ${named} to process 1, waits 10 seconds and then kills it.`;
  if (cannotBeCaught(text)) return [`\`docker stop\` sends ${named}: no program can react to it, so it ends at once without cleaning up.`];
  const stage = stageOf(dockerfile, instruction);
  return stage ? [sent, processOneSentence(effectiveCommand({ image: stageCommand(dockerfile, stage, facts) }), signal)] : [sent];
}

/** The signal's own name, for its text; undefined where it is not known here. */
export function stopSignalName(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string | undefined {
  const text = instruction.value && expanded(dockerfile, instruction, instruction.value, facts).text;
  return text ? signalName(text) : undefined;
}

/** Windows containers have no `/etc/passwd`. */
function isForWindows(dockerfile: Dockerfile, instruction: Instruction): boolean {
  const { kind } = shellInForce(dockerfile, instruction);
  return kind === 'cmd' || kind === 'powershell';
}

/** `C:\app` in a file for Windows containers, which the escape character tells. */
export function isDrivePath({ escape }: Dockerfile, path: string): boolean {
  return escape === '`' && /^[A-Za-z]:/.test(path);
}

function expanded(dockerfile: Dockerfile, instruction: Instruction, word: Word, facts: DockerfileFacts): Expansion {
  return expandHere(dockerfile, instruction, word.text, facts);
}

/** `$PORT depends on …`: the value is not known at edit time. */
export function dependsFact(written: string, unknown: readonly string[]): string {
  if (unknown.length === 0) return `${inlineCode(written)} cannot be read: BuildKit stops here.`;
  return `${inlineCode(written)} depends on ${joinWords([...new Set(unknown)].map((name) => inlineCode(`$${name}`)), 3)}, which only the build knows.`;
}
