import { expandingParty } from '../dockerfile/expansion';
import { platformArguments } from '../dockerfile/variables';
import type { Dockerfile, Instruction, Span } from '../dockerfile/syntax';
import { extentOf } from '../dockerfile/extent';
import type { RenameResult } from './stageRename';
import { resolvedBases } from '../dockerfile/resolvedBases';
import type { VariableIndex } from './variableOccurrences';
import type { VariableGroup } from './variableScope';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Arguments that BuildKit knows without an ARG (dockerfile2llb: platform and proxy arguments), and its own `BUILDKIT_…`. */
const predefinedNames = new Set<string>([...platformArguments, 'HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY', 'SOURCE_DATE_EPOCH']);
const isPredefined = (name: string): boolean => predefinedNames.has(name.toUpperCase()) || name.startsWith('BUILDKIT_');

/** Why a variable cannot be renamed at all, or undefined where every place in the file is certain. */
export function variableRenameRefusal(dockerfile: Dockerfile, group: VariableGroup, index: VariableIndex): string | undefined {
  const { name, occurrences } = group;
  if (isPredefined(name)) return `${name} is a name that the builder defines.`;
  if (!occurrences.some(({ role }) => role === 'definition')) return `No ARG or ENV of this file defines ${name}.`;
  const early = occurrences.find((use) => use.role === 'use' && !index.definitions.has(use));
  if (early) return `Line ${early.instruction.startLine} uses ${name} above its definition, so the base image may set it.`;
  const unsure = occurrences.find(({ exact }) => !exact);
  if (unsure) return `Line ${unsure.instruction.startLine} spells the name with quotes or over two lines. Change it by hand.`;
  return sharedBuildArgument(group, index) ?? uncertainMention(dockerfile, group, index);
}

/** One `--build-arg` sets every ARG of its name, so a rename of some of them would part what belongs together. */
function sharedBuildArgument(group: VariableGroup, { groups }: VariableIndex): string | undefined {
  const argumentIn = ({ occurrences }: VariableGroup): Instruction | undefined => occurrences.find(({ role, instruction }) => role === 'definition' && instruction.keyword === 'ARG')?.instruction;
  if (!argumentIn(group)) return undefined;
  const other = groups.filter((one) => one !== group && one.name === group.name).map(argumentIn).find((found) => found !== undefined);
  return other && `Line ${other.startLine} has another ARG ${group.name}, and one --build-arg sets both. Change them by hand.`;
}

/** Renames a variable at every place of the file. */
export function renameVariable(dockerfile: Dockerfile, group: VariableGroup, index: VariableIndex, newName: string): RenameResult {
  const refusal = variableRenameRefusal(dockerfile, group, index) ?? newNameRefusal(dockerfile, group.name, newName);
  return refusal ? { refusal } : { edits: group.occurrences.map(({ span }) => ({ span, newText: newName })) };
}

/** A command may read the variable in a way that only its program knows: `printenv NAME`, `'$NAME'`, `NAME=1 make`. */
function uncertainMention(dockerfile: Dockerfile, group: VariableGroup, index: VariableIndex): string | undefined {
  const known = new Set(group.occurrences.map(({ span }) => span.start));
  const bases = resolvedBases(dockerfile);
  const comments = commentLinesOf(dockerfile);
  for (const stage of dockerfile.stages) {
    if (index.scopes[stage.index]?.get(group.name)?.group.root !== group) continue;
    if (bases[stage.index]!.stage && stage.from.image?.text.includes('$')) {
      return `FROM in line ${stage.from.startLine} takes its stage from a variable, so another stage may define ${group.name}.`;
    }
    for (const instruction of stage.instructions) {
      if (expandingParty(instruction) === 'builder') continue;
      const mention = mentions(dockerfile, instruction, group.name, comments).find(({ start }) => !known.has(start));
      if (mention) return `Line ${instruction.startLine} mentions ${group.name} in a command, and it is not certain what that means there.`;
    }
  }
  return undefined;
}

function newNameRefusal(dockerfile: Dockerfile, oldName: string, newName: string): string | undefined {
  if (!namePattern.test(newName)) return 'A variable name holds letters, digits and underscores, and does not start with a digit.';
  if (newName === oldName) return undefined;
  if (isPredefined(newName)) return `${newName} is a name that the builder defines.`;
  const comments = commentLinesOf(dockerfile);
  const other = dockerfile.instructions.find((instruction) => mentions(dockerfile, instruction, newName, comments).length > 0);
  return other && `Line ${other.startLine} already has the name ${newName}.`;
}

/** Where a name stands as a word of its own in an instruction; comments inside do not count. */
function mentions({ text }: Dockerfile, instruction: Instruction, name: string, commentLines: ReadonlySet<number>): Span[] {
  const { start, end } = extentOf(instruction);
  const part = text.slice(start, end);
  const found: Span[] = [];
  let lineStart = 0;
  let newline = part.indexOf('\n');
  for (let at = part.indexOf(name); at >= 0; at = part.indexOf(name, at + name.length)) {
    while (newline >= 0 && newline < at) {
      lineStart = newline + 1;
      newline = part.indexOf('\n', lineStart);
    }
    const isWord = !/[\p{L}\p{Nd}_]/u.test(part[at - 1] ?? '') && !/[\p{L}\p{Nd}_]/u.test(part[at + name.length] ?? '');
    if (isWord && !commentLines.has(start + lineStart)) found.push({ start: start + at, end: start + at + name.length });
  }
  return found;
}

/** Offsets at which a comment line inside an instruction starts. */
function commentLinesOf({ innerComments }: Dockerfile): ReadonlySet<number> {
  return new Set(innerComments.map(({ span }) => span.start));
}
