import type { DockerfileFacts } from '../dockerfileFacts';
import type { Environment } from '../dockerfile/environment';
import { expandText } from '../dockerfile/expansion';
import { stageOf } from '../dockerfile/stages';
import type { Dockerfile, Instruction, KeyValue, KeyValueInstruction } from '../dockerfile/syntax';
import { environmentBefore, globalEnvironment } from '../dockerfile/variables';
import { variableUses } from '../navigation/variableUses';
import { inlineCode, joinWords } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { explainedLabels, explainedVariables, predefinedTextId } from './explainedNames';
import type { HoverResult } from './hoverResult';
import { showValue } from './showValue';
import { predefinedMeaning } from './variableFacts';

type Pair = DockerfileElement & { kind: 'pair' };

/** More lines than this are counted, not named. */
const mostLines = 4;

/** Instructions that are searched for uses of a name; a longer file gets no answer rather than a slow one. */
const mostInstructions = 2_000;

/** One `NAME=value` of ENV, ARG or LABEL: its value, how long it holds, and who uses it. */
export function pairHover(dockerfile: Dockerfile, element: Pair, facts: DockerfileFacts): HoverResult {
  const { instruction, pair, span } = element;
  const { keyword } = instruction;
  const environment = environmentBefore(dockerfile, instruction, facts);
  const computed = [pairFact(dockerfile, instruction, pair, environment, facts), ...literalDollar(pair, dockerfile.escape), ...scopeFacts(dockerfile, instruction, pair)];
  const name = expandText(pair.name.text, environment, dockerfile.escape).text ?? pair.name.text;
  return { textId: pairTextId(keyword, name), title: `${keyword} ${inlineCode(name, 60)}`, computed, span };
}

function pairTextId(keyword: string, name: string): string {
  if (keyword === 'LABEL' && explainedLabels.has(name)) return `dockerfile/LABEL ${name}`;
  if (keyword !== 'LABEL' && explainedVariables.has(name)) return `dockerfile/ENV ${name}`;
  return (keyword === 'ARG' && predefinedTextId(name)) || `dockerfile/${keyword}`;
}

/** The values of a whole ENV, ARG or LABEL, one fact for each pair. */
export function pairFacts(dockerfile: Dockerfile, instruction: KeyValueInstruction, facts: DockerfileFacts): string[] {
  const environment = environmentBefore(dockerfile, instruction, facts);
  return instruction.pairs.map((pair) => pairFact(dockerfile, instruction, pair, environment, facts));
}

function pairFact(dockerfile: Dockerfile, instruction: KeyValueInstruction, { name, value, legacy }: KeyValue, environment: Environment, facts: DockerfileFacts): string {
  const shown = inlineCode(expandText(name.text, environment, dockerfile.escape).text ?? name.text, 60);
  if (value === undefined) return declaredOnlyFact(dockerfile, instruction, name.text, facts);
  const { text, unknown, error } = expandText(value.text, environment, dockerfile.escape);
  if (error) return `${shown}: BuildKit stops here: ${error}.`;
  if (text === undefined && name.text === 'PATH') {
    const search = searchPathFact(value.text);
    if (search) return search;
  }
  if (text === undefined) return `${shown} depends on ${joinWords(unknown.map((unknownName) => inlineCode(`$${unknownName}`)))}, which only the build knows.`;
  const rest = instruction.keyword === 'ARG' ? ' unless `--build-arg` sets it' : legacy ? '; the whole rest of the line is the value' : '';
  return `${shown} is ${showValue(name.text, text, environment)}${rest}.`;
}

/** `PATH=/new:$PATH` while the old value is not known. */
function searchPathFact(written: string): string | undefined {
  const [, before = '', after = ''] = /^"?((?:[^:$"]+:)*)\$(?:PATH|\{PATH\})((?::[^:$"]+)*)"?$/.exec(written) ?? [];
  const folders = (list: string): string => joinWords(list.split(':').filter(Boolean).map((folder) => inlineCode(folder, 60)), 4);
  if (before !== '') return `Programs are looked for in ${folders(before)} first, then where the image looked before${after === '' ? '' : `, then in ${folders(after)}`}.`;
  return after === '' ? undefined : `Programs are looked for where the image looked before, then in ${folders(after)}.`;
}

/** `ARG NAME`: a name of the global scope or of the builder gets its value there. */
function declaredOnlyFact(dockerfile: Dockerfile, instruction: Instruction, name: string, facts: DockerfileFacts): string {
  const shown = inlineCode(name, 60);
  const isGlobal = dockerfile.globalInstructions.includes(instruction);
  const inherited = isGlobal ? undefined : globalEnvironment(dockerfile, facts).get(name);
  if (!inherited) return `${shown} has no default: it is unset unless \`--build-arg\` sets it.`;
  if (inherited.value !== undefined) return `${shown} takes the value ${showValue(name, inherited.value)} from the global scope unless \`--build-arg\` sets it.`;
  return inherited.source === 'predefined' ? `${shown}: the builder sets it to ${predefinedMeaning(name)}.` : `${shown} takes its value from the global scope; only the build knows it.`;
}

function literalDollar({ value }: KeyValue, escape: string): string[] {
  if (value === undefined || !/'[^']*\$[\w{][^']*'/.test(value.text) || value.text.includes(escape)) return [];
  return /^[^']*"/.test(value.text) ? [] : ['Single quotes keep `$` as it is written: nothing is replaced between them.'];
}

function scopeFacts(dockerfile: Dockerfile, instruction: KeyValueInstruction, { name }: KeyValue): string[] {
  if (instruction.keyword === 'LABEL') return [];
  const used = usedFacts(dockerfile, instruction, name.text);
  if (instruction.keyword === 'ENV') return used;
  if (dockerfile.globalInstructions.includes(instruction)) return [globalScopeFact(dockerfile, instruction, name.text), ...used];
  return used;
}

/** An ARG above the first FROM: which stages take it over. */
function globalScopeFact(dockerfile: Dockerfile, instruction: Instruction, name: string): string {
  const inStages = dockerfile.stages
    .flatMap(({ instructions }) => instructions)
    .filter((other) => other !== instruction && other.keyword === 'ARG' && other.pairs.some((pair) => pair.name.text === name && !pair.value))
    .map(({ startLine }) => startLine);
  if (inStages.length > 0) return `It is global: FROM lines see it, and so do stages that repeat \`ARG ${name}\` (${lines(inStages)}).`;
  return `It is global: only FROM lines see it. A stage that needs it repeats \`ARG ${name}\`.`;
}

/** Lines that replace `$NAME`, as far as this definition reaches: to the next one of that name, or to the stage's end. */
function usedFacts(dockerfile: Dockerfile, instruction: KeyValueInstruction, name: string): string[] {
  const isGlobal = dockerfile.globalInstructions.includes(instruction);
  const scope = isGlobal ? dockerfile.stages.map(({ from }) => from) : (stageOf(dockerfile, instruction)?.instructions ?? []);
  if (scope.length > mostInstructions) return [];
  const found: number[] = [];
  for (const other of scope) {
    if (other.span.start <= instruction.span.start) continue;
    if (variableUses(dockerfile, other).some((use) => use.name === name)) found.push(other.startLine);
    const isRedefined = (other.keyword === 'ENV' || other.keyword === 'ARG') && other.pairs.some((pair) => pair.name.text === name && pair.value);
    if (isRedefined && !isGlobal) break;
  }
  return found.length > 0 ? [`Used in ${lines(found)}.`] : [];
}

function lines(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'line' : 'lines'} ${joinWords(numbers.map(String), mostLines)}`;
}
