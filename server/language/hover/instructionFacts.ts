import type { DockerfileFacts } from '../dockerfileFacts';
import { expandText } from '../dockerfile/expansion';
import type { Dockerfile, HealthcheckInstruction, Instruction, KeyValueInstruction, RunInstruction, ValueInstruction, WordsInstruction } from '../dockerfile/syntax';
import { environmentBefore, globalEnvironment } from '../dockerfile/variables';
import { resolveImagePath, workingDirectoryBefore } from '../dockerfile/workingDirectory';
import { inlineCode, joinWords } from '../wording';
import { showValue } from './showValue';

/** What an instruction does here, for all but CMD, ENTRYPOINT, COPY and ADD. */
export function instructionFacts(dockerfile: Dockerfile, instruction: Instruction, facts: DockerfileFacts): string[] {
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return pairFacts(dockerfile, instruction, facts);
    case 'RUN':
      return runFacts(instruction);
    case 'WORKDIR':
      return workdirFacts(dockerfile, instruction, facts);
    case 'EXPOSE':
      return portFacts(dockerfile, instruction, facts);
    case 'VOLUME':
      return volumeFacts(dockerfile, instruction, facts);
    case 'USER':
      return userFacts(dockerfile, instruction, facts);
    case 'HEALTHCHECK':
      return healthcheckFacts(instruction);
    case 'SHELL':
      return instruction.command?.form === 'exec'
        ? [`Shell forms below run with ${inlineCode(JSON.stringify(instruction.command.words.map(({ value }) => value)))} in front.`]
        : [];
    default:
      return [];
  }
}

function pairFacts(dockerfile: Dockerfile, instruction: KeyValueInstruction, facts: DockerfileFacts): string[] {
  const environment = environmentBefore(dockerfile, instruction, facts);
  return instruction.pairs.slice(0, 10).map(({ name, value, legacy }) => {
    const shown = inlineCode(name.text, 60);
    if (value === undefined) return declaredOnlyFact(dockerfile, instruction, name.text, facts);
    const { text, unknown, error } = expandText(value.text, environment, dockerfile.escape);
    if (error) return `${shown}: BuildKit stops here: ${error}.`;
    if (text === undefined) return `${shown} depends on ${joinWords(unknown.map((unknownName) => inlineCode(`$${unknownName}`)))}, which only the build knows.`;
    const rest = instruction.keyword === 'ARG' ? ' unless `--build-arg` sets it' : legacy ? '; the whole rest of the line is the value' : '';
    return `${shown} is ${showValue(name.text, text, environment)}${rest}.`;
  });
}

/** `ARG NAME`: a name of the global scope or of the builder gets its value there. */
function declaredOnlyFact(dockerfile: Dockerfile, instruction: Instruction, name: string, facts: DockerfileFacts): string {
  const shown = inlineCode(name, 60);
  const isGlobal = dockerfile.globalInstructions.includes(instruction);
  const inherited = isGlobal ? undefined : globalEnvironment(dockerfile, facts).get(name);
  if (!inherited) return `${shown} has no default: it is unset unless \`--build-arg\` sets it.`;
  if (inherited.value !== undefined) return `${shown} takes the value ${showValue(name, inherited.value)} from the global scope unless \`--build-arg\` sets it.`;
  return inherited.source === 'predefined' ? `${shown} is set by the builder for the platform it builds.` : `${shown} takes its value from the global scope; only the build knows it.`;
}

function runFacts({ command, heredocs }: RunInstruction): string[] {
  if (!command) return [];
  if (command.form === 'exec') return [`Exec form: runs ${inlineCode(JSON.stringify(command.words.map(({ value }) => value)))} without a shell.`];
  if (heredocs.length > 0) return ['Shell form with a heredoc: the body is part of the step.'];
  return command.brokenJson ? ['This looks like a JSON list but is none, so the shell gets the whole text, brackets included.'] : ['Shell form: the shell runs it at build time.'];
}

function workdirFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  if (!instruction.value) return [];
  const { text } = expandText(instruction.value.text, environmentBefore(dockerfile, instruction, facts), dockerfile.escape);
  if (text === undefined) return ['The path depends on the build.'];
  const resolved = resolveImagePath(text, workingDirectoryBefore(dockerfile, instruction, facts));
  if (resolved === undefined) return [`${inlineCode(text)} is relative to the base image's working directory, which is not known here.`];
  return [`From here on the directory is ${inlineCode(resolved)}; it is created if it is missing.`];
}

function portFacts(dockerfile: Dockerfile, instruction: WordsInstruction, facts: DockerfileFacts): string[] {
  const environment = environmentBefore(dockerfile, instruction, facts);
  return instruction.words.slice(0, 10).map((word) => {
    const { text } = expandText(word.text, environment, dockerfile.escape);
    if (text === undefined) return `${inlineCode(word.text)} depends on the build.`;
    const match = /^(\d+(?:-\d+)?)(?:\/(\w+))?$/.exec(text);
    if (!match) return `${inlineCode(text)} is not a port or a range of ports.`;
    const [, port = '', protocol = 'tcp'] = match;
    const noun = port.includes('-') ? 'ports' : 'port';
    return `${protocol.toUpperCase()} ${noun} ${port} inside the container: noted in the image, not published. To reach it: ${inlineCode(`docker run -p ${port}:${port}${protocol.toLowerCase() === 'tcp' ? '' : `/${protocol.toLowerCase()}`}`)}.`;
  });
}

function volumeFacts(dockerfile: Dockerfile, instruction: WordsInstruction, facts: DockerfileFacts): string[] {
  const environment = environmentBefore(dockerfile, instruction, facts);
  return instruction.words.slice(0, 10).map((word) => {
    const { text } = expandText(word.text, environment, dockerfile.escape);
    if (text === undefined) return `${inlineCode(word.text)} depends on the build.`;
    return `Each container gets an anonymous volume of its own at ${inlineCode(text)} unless \`-v\` or \`--mount\` names one.`;
  });
}

function userFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  if (!instruction.value) return [];
  const { text } = expandText(instruction.value.text, environmentBefore(dockerfile, instruction, facts), dockerfile.escape);
  if (text === undefined) return ['The user depends on the build.'];
  if (text === '') return ['The value is empty here: no user is set, so it is root.'];
  const [user = '', group] = text.split(':');
  const isRoot = user === 'root' || user === '0';
  const name = /^\d+$/.test(user) ? `user number ${inlineCode(user)}` : `user ${inlineCode(user)}`;
  const groupText = group === undefined ? '' : `, group ${inlineCode(group)}`;
  return [`RUN below and the container's process run as ${name}${groupText}${isRoot ? ', which is root' : ''}.`];
}

/** Docker's defaults: reference/dockerfile#healthcheck. */
const healthcheckDefaults = { interval: '30s', timeout: '30s', 'start-period': '0s', retries: '3' } as const;

function healthcheckFacts({ type, flags }: HealthcheckInstruction): string[] {
  if (type?.text.toUpperCase() === 'NONE') return ['Switches off a health check that the base image set.'];
  const value = (name: keyof typeof healthcheckDefaults): string => flags.find((flag) => flag.name === name)?.value || healthcheckDefaults[name];
  return [
    `Runs every ${inlineCode(value('interval'))}, gets ${inlineCode(value('timeout'))} each time, and ${inlineCode(value('retries'))} failures in a row make the container unhealthy; failures in the first ${inlineCode(value('start-period'))} do not count.`,
  ];
}
