import { expandedFlags } from '../dockerfile/flagTable';
import type { DockerfileFacts } from '../dockerfileFacts';
import { expandText } from '../dockerfile/expansion';
import type { Dockerfile } from '../dockerfile/syntax';
import { environmentBefore } from '../dockerfile/variables';
import { inlineCode, joinWords } from '../wording';
import { describeOrigin } from './copyFacts';
import type { DockerfileElement } from './dockerfileElement';

/** What a flag's value means here. */
export function flagFacts(dockerfile: Dockerfile, { flag, instruction }: DockerfileElement & { kind: 'flag' }, facts: DockerfileFacts): string[] {
  if (flag.value === undefined) return [];
  if (flag.name === 'from') return [`Copies from ${describeOrigin(dockerfile, flag.value)}.`];
  if (flag.name === 'chown') return ownerFacts(flag.value);
  if (!flag.value.includes('$') || !expandedFlags.has(flag.name)) return [];
  const { text, unknown } = expandText(flag.value, environmentBefore(dockerfile, instruction, facts), dockerfile.escape);
  if (text !== undefined) return [`Here it is ${inlineCode(text)}.`];
  return unknown.length ? [`It depends on ${joinWords(unknown.map((name) => inlineCode(`$${name}`)))}, which only the build knows.`] : [];
}

function ownerFacts(value: string): string[] {
  if (value.includes('$')) return [];
  const [user = '', group] = value.split(':');
  if (group === undefined) return /^\d+$/.test(user) ? [`User ${inlineCode(user)}, and the group with the same number.`] : [`User ${inlineCode(user)}.`];
  return [`User ${inlineCode(user)}, group ${inlineCode(group)}.`];
}
