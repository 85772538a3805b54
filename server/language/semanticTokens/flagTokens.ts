import { parseMountOptions, type MountOption } from '../dockerfile/mounts';
import type { Flag } from '../dockerfile/syntax';
import { tokenAt, type Token, type TokenType } from './token';

/** Flags whose value is one of a few words. */
const wordFlags = new Set(['network', 'security', 'platform', 'link', 'parents', 'unpack', 'keep-git-dir']);

/** A flag's name with its dashes, and what its value is; the options of a mount one by one. */
export function flagTokens(flag: Flag, isStage: (name: string) => boolean): Token[] {
  const name: Token = { start: flag.span.start, end: flag.nameSpan.end, type: 'property' };
  const { value, valueSpan } = flag;
  if (value === undefined || !valueSpan) return [name];
  if (flag.name === 'mount') return [name, ...parseMountOptions(flag).flatMap((option) => optionTokens(option, isStage))];
  const type = valueType(flag.name, value, isStage);
  return type ? [name, tokenAt(valueSpan, type)] : [name];
}

function optionTokens({ key, value, text, span }: MountOption, isStage: (name: string) => boolean): Token[] {
  // Where quotes were removed, an option's place is not known.
  if (span.end - span.start !== text.length) return [];
  const name: Token = { start: span.start, end: span.start + key.length, type: 'property' };
  const type = value === undefined ? undefined : key === 'type' || key === 'sharing' ? 'enumMember' : valueType(key, value, isStage);
  return type ? [name, { start: span.end - value!.length, end: span.end, type }] : [name];
}

function valueType(name: string, value: string, isStage: (name: string) => boolean): TokenType | undefined {
  if (name === 'from') return isStage(value) ? 'namespace' : 'type';
  if (wordFlags.has(name)) return 'enumMember';
  return /^\d+(?:\.\d+)?(?:ns|us|ms|s|m|h|\d)*$/.test(value) ? 'number' : undefined;
}
