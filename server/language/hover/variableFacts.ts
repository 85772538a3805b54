import type { DockerfileFacts } from '../dockerfileFacts';
import type { Binding, Environment } from '../dockerfile/environment';
import { expandText, expandingParty } from '../dockerfile/expansion';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { environmentBefore } from '../dockerfile/variables';
import { lineOf } from '../textPosition';
import { inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { explainedVariables, isProxy, variableTextId } from './explainedNames';
import { modifierFacts } from './modifierFacts';
import { shellVariableFacts } from './shellVariableFacts';
import { showValue } from './showValue';

/** A variable's value at this place, where it comes from, and who replaces it. */
export function variableFacts(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'variable' }, facts: DockerfileFacts): { textId: string; title: string; computed: string[] } {
  const environment = environmentBefore(dockerfile, element.instruction, facts);
  const party = replacingParty(element);
  const heading = { title: `Variable ${inlineCode(element.name)}`, textId: variableTextId(element.name) };
  if (party === 'nobody') return { ...heading, computed: describeParty(element, party) };
  const ofShell = party === 'shell' ? shellVariableFacts(dockerfile, element, environment.get(element.name) !== undefined) : undefined;
  if (ofShell) return { ...heading, computed: [...ofShell, ...modifierFacts(element.written)] };
  if (isShellParameter(element.name)) return { ...heading, computed: describeShellParameter(element.name, party) };
  const lines = [describeBinding(dockerfile, element, environment)];
  if (element.modifier) lines.push(...modifierFacts(element.written));
  if (element.modifier && party === 'builder') lines.push(...describeExpansion(dockerfile, element, environment));
  lines.push(...describeParty(element, party));
  return { ...heading, computed: lines };
}

/** A `$NAME` that stays as it is written. */
export function literalVariableFacts({ instruction, written, because }: DockerfileElement & { kind: 'literalVariable' }): { title: string; computed: string[] } {
  const reasons = {
    escape: 'The escape character in front keeps it: BuildKit replaces nothing here.',
    'single quotes': 'Single quotes keep it: BuildKit replaces nothing between them.',
    'quoted heredoc': 'The name of the heredoc is quoted, so BuildKit replaces nothing in its body.',
  };
  return { title: `${instruction.keyword} ${inlineCode(written, 60)}`, computed: [reasons[because]] };
}

/** Flags are always BuildKit's; the words of RUN, CMD and ENTRYPOINT are the shell's or nobody's. */
function replacingParty({ instruction, span }: DockerfileElement & { kind: 'variable' }): ReturnType<typeof expandingParty> {
  const inFlag = instruction.flags.some((flag) => flag.span.start <= span.start && span.end <= flag.span.end);
  if (inFlag) return 'builder';
  return expandingParty(instruction);
}

/** `$1`, `$@`, `$$` and their like. */
function isShellParameter(name: string): boolean {
  return !/^[\p{L}_]/u.test(name);
}

function describeShellParameter(name: string, party: 'builder' | 'shell'): string[] {
  if (party === 'builder') return ['It is no variable of the build: BuildKit replaces it with nothing.'];
  const meanings: Readonly<Record<string, string>> = { '@': 'all arguments of the shell, each a word', '*': 'all arguments of the shell', '#': 'the number of arguments', '?': 'the exit code of the last command', $: "the shell's process number", '!': "the last background command's process number", 0: "the shell's own name, or the first word behind its text", '-': "the shell's options" };
  return [`The shell replaces it: ${Object.hasOwn(meanings, name) ? meanings[name] : `argument ${name} of the shell`}.`];
}

function describeBinding(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'variable' }, environment: Environment): string {
  const { name, instruction } = element;
  const binding = environment.get(name);
  if (binding && argumentSources.has(binding.source) && binding.name !== 'PATH' && expandingParty(instruction) === 'shell' && instruction.keyword !== 'RUN') {
    const line = binding.definition ? ` of line ${lineOf(dockerfile.text, binding.definition.start)}` : '';
    return `Only the ARG${line} sets it, and that is gone when the container runs.`;
  }
  if (binding) return bindingSentence(dockerfile, binding, environment);
  const line = lineOfDeclaration(dockerfile, instruction, name);
  if (line !== undefined) return `The ARG in line ${line} has no default: it is empty unless \`--build-arg\` sets it.`;
  if (isProxy(name) && instruction.keyword === 'RUN') return 'The build sets it where `--build-arg` or Docker\'s client settings give it; no ARG is needed. Not known here.';
  return unsetSentence(dockerfile, element, environment);
}

function unsetSentence(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'variable' }, environment: Environment): string {
  const { name, instruction } = element;
  // Base images set those, so another definition says nothing.
  const elsewhere = instruction.keyword === 'FROM' || explainedVariables.has(name) ? undefined : setElsewhere(dockerfile, instruction, name);
  if (elsewhere) return elsewhere;
  if (name === 'HOME' && environment.baseUnknown && replacingParty(element) === 'builder') return 'Not set above. BuildKit does not look into `/etc/passwd`: unless the base image sets HOME, nothing is put in its place.';
  if (environment.baseUnknown) return `Not set in this file above this line. The base image may set it; that is not known here.`;
  return 'Not set here: BuildKit replaces it with nothing.';
}

/** An ARG above the first FROM, or a definition of another stage: neither counts here, and people expect it to. */
function setElsewhere(dockerfile: Dockerfile, instruction: Instruction, name: string): string | undefined {
  const sets = (other: Instruction): boolean => (other.keyword === 'ARG' || other.keyword === 'ENV') && other.pairs.some((pair) => pair.name.text === name);
  const global = stageOf(dockerfile, instruction) && dockerfile.globalInstructions.find(sets);
  if (global) return `Line ${global.startLine} sets it above the first FROM, which this stage does not see: repeat \`ARG ${name}\` in this stage.`;
  const own = stageOf(dockerfile, instruction);
  const other = dockerfile.stages.filter((stage) => stage !== own).flatMap(({ instructions }) => instructions).find(sets);
  if (other) return `Line ${other.startLine} sets it in another stage, which does not count here.`;
  const later = own?.instructions.find((below) => below.span.start > instruction.span.start && sets(below));
  return later && `Line ${later.startLine} sets it, which is below this line.`;
}

const argumentSources = new Set<Binding['source']>(['ARG', 'global ARG', 'build argument', 'predefined']);

/** The line of the `ARG NAME` without a value that an instruction sees; undefined where there is none. */
function lineOfDeclaration(dockerfile: Dockerfile, instruction: Instruction, name: string): number | undefined {
  const stage = instruction.keyword === 'FROM' ? undefined : stageOf(dockerfile, instruction);
  const scope = stage ? stage.instructions : dockerfile.globalInstructions;
  return scope.findLast((above) => above.keyword === 'ARG' && above.span.start < instruction.span.start && above.pairs.some((pair) => pair.name.text === name && !pair.value))?.startLine;
}

function bindingSentence(dockerfile: Dockerfile, binding: Binding, environment: Environment): string {
  const line = binding.definition ? `, line ${lineOf(dockerfile.text, binding.definition.start)}` : '';
  if (binding.value === undefined) {
    return binding.source === 'predefined' ? `The builder sets it to ${predefinedMeaning(binding.name)}.` : `Set by ${binding.source}${line}; its value depends on the build.`;
  }
  const overridable = binding.source === 'ARG' || binding.source === 'global ARG' ? '; `--build-arg` can change it' : '';
  return `Value here: ${showValue(binding.name, binding.value, environment)} (from ${binding.source}${line}${overridable})`;
}

/** What BuildKit sets a predefined platform argument to, as the end of a sentence. */
export function predefinedMeaning(name: string): string {
  return name.startsWith('BUILD')
    ? 'what the building machine is, which is not known here'
    : 'what the image is built for, `--platform` or its own platform; which is not known here';
}

function describeExpansion(dockerfile: Dockerfile, element: DockerfileElement & { kind: 'variable' }, environment: Environment): string[] {
  const { text, error } = expandText(element.written, environment, dockerfile.escape);
  if (error) return [`BuildKit stops here: ${error}.`];
  return text === undefined ? [] : [`${inlineCode(element.written)} becomes ${showValue(element.name, text, environment)}.`];
}

function describeParty(element: DockerfileElement & { kind: 'variable' }, party: ReturnType<typeof expandingParty>): string[] {
  const { keyword } = element.instruction;
  if (party === 'shell' && keyword === 'RUN') return ['In RUN the shell replaces it while the image is built; ARG and ENV reach it as environment variables.'];
  if (party === 'shell') return [`In ${keyword} the shell replaces it when the container runs: ENV is there then, ARG is not.`];
  if (party === 'nobody' && (keyword === 'MAINTAINER' || keyword === 'UNKNOWN')) return [`BuildKit replaces no variables in ${element.instruction.keywordText.toUpperCase()}: the text stays as it is written.`];
  if (party === 'nobody') return [`Nothing replaces variables in the exec form of ${keyword}: the program gets the text as it is written.`];
  return [];
}
