import { dockerfileRules } from '../rules/index';
import { buildKitCheck } from '../rules/rule';
import { valueProposals, type Proposal, type Proposals } from './proposal';

/** Checks that only a build can run; they can be skipped all the same. */
const checksOfTheBuild = ['InvalidBaseImagePlatform', 'InvalidDefinitionDescription'];

const directiveValues: Readonly<Record<string, readonly string[]>> = {
  syntax: ['docker/dockerfile:1', 'docker/dockerfile:1-labs'],
  escape: ['`', '\\'],
  check: ['skip=', 'error=true', 'experimental='],
};

/** Directives stand in comments at the head of the file. `line` is what stands before the cursor. */
export function directiveProposals(line: string): Proposals | undefined {
  const name = /^\s*#\s*(\w*)$/.exec(line)?.[1];
  if (name !== undefined) {
    const proposals = Object.keys(directiveValues).map((label): Proposal => ({ label, insert: `${label}=`, kind: 'keyword', textId: `dockerfile/directive-${label}` }));
    return { typed: name, proposals };
  }
  const match = /^\s*#\s*(\w+)\s*=\s*(\S*)$/.exec(line);
  const directive = match?.[1]!.toLowerCase() ?? '';
  if (!match || !Object.hasOwn(directiveValues, directive)) return undefined;
  const checks = directive === 'check' && /(?:^|;)(?:skip|experimental)=([^;]*)$/.exec(match[2]!);
  if (checks) return checkNameProposals(checks[1]!.split(','));
  const typed = directive === 'check' ? match[2]!.split(';').pop()! : match[2]!;
  return { typed, proposals: valueProposals(directiveValues[directive]!, `dockerfile/directive-${directive}`) };
}

/** Names of build checks that are not in the list yet; the last of the list is being typed. */
function checkNameProposals(list: readonly string[]): Proposals {
  const names = [...dockerfileRules.flatMap((rule) => buildKitCheck(rule) ?? []), ...checksOfTheBuild].sort();
  const free = [...new Set(names)].filter((name) => !list.slice(0, -1).includes(name));
  const all: Proposal[] = list.length === 1 ? [{ label: 'all', kind: 'value', textId: 'dockerfile/directive-check' }] : [];
  return { typed: list[list.length - 1]!, proposals: [...free.map((label): Proposal => ({ label, kind: 'value', textId: `dockerfile/check ${label}` })), ...all] };
}
