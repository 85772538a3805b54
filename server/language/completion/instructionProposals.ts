import { instructionNames } from '../dockerfile/flagTable';
import type { Dockerfile } from '../dockerfile/syntax';
import type { Proposal } from './proposal';

/** BuildKit rejects these behind ONBUILD (instructions/parse.go `parseOnBuild`). */
const notBehindOnbuild = new Set(['ONBUILD', 'MAINTAINER', 'FROM']);

/** The instructions that may stand at an offset, in the file's casing. Above the first FROM only ARG and FROM may. */
export function instructionProposals(dockerfile: Dockerfile, offset: number): Proposal[] {
  const first = dockerfile.stages[0];
  const isAbove = !first || offset <= first.from.keywordSpan.end;
  const names = isAbove ? (['FROM', 'ARG'] as const) : instructionNames;
  return proposalsOf(dockerfile, offset, names);
}

/** The instructions that may stand behind ONBUILD. */
export function triggerProposals(dockerfile: Dockerfile, offset: number): Proposal[] {
  return proposalsOf(dockerfile, offset, instructionNames.filter((name) => !notBehindOnbuild.has(name)));
}

/** `AS` behind FROM's image. */
export function asProposals(dockerfile: Dockerfile, offset: number): Proposal[] {
  return [{ label: inFileCasing(dockerfile, offset, 'AS'), kind: 'keyword', textId: 'dockerfile/FROM-AS' }];
}

/** What HEALTHCHECK takes behind its flags. */
export function healthcheckProposals(dockerfile: Dockerfile, offset: number): Proposal[] {
  return ['CMD', 'NONE'].map((name) => ({ label: inFileCasing(dockerfile, offset, name), kind: 'keyword', textId: 'dockerfile/HEALTHCHECK' }));
}

function proposalsOf(dockerfile: Dockerfile, offset: number, names: readonly string[]): Proposal[] {
  const isLower = isLowerCase(dockerfile, offset);
  return names.map((name) => ({
    label: isLower ? name.toLowerCase() : name,
    kind: 'keyword',
    textId: `dockerfile/${name}`,
    deprecated: name === 'MAINTAINER',
  }));
}

function inFileCasing(dockerfile: Dockerfile, offset: number, name: string): string {
  return isLowerCase(dockerfile, offset) ? name.toLowerCase() : name;
}

/** True where most keywords are in lower case; the one at the cursor does not count while it is typed. */
function isLowerCase({ instructions }: Dockerfile, offset: number): boolean {
  let difference = 0;
  for (const { keyword, keywordText, keywordSpan } of instructions) {
    if (keyword === 'UNKNOWN' || (keywordSpan.start <= offset && offset <= keywordSpan.end)) continue;
    difference += keywordText === keywordText.toLowerCase() ? 1 : -1;
  }
  return difference > 0;
}
