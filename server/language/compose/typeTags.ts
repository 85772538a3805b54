import { scalarKind, type ScalarKind } from './project/scalarValue';

const prefix = 'tag:yaml.org,2002:';
const words: Readonly<Record<Exclude<ScalarKind, 'str'> | 'binary', string>> = {
  null: 'nothing', bool: '`true` or `false`', int: 'a whole number', float: 'a number', timestamp: 'a date', binary: 'text in Base64',
};

/** True for YAML's own tags that make something else than text of a value, whether it is quoted or not. */
export function isTypeTag(tag: string | undefined): boolean {
  const name = nameOf(tag);
  return name !== undefined && name !== 'binary';
}

/** Why Compose's YAML reader refuses a value behind one of YAML's own tags. Source: go-yaml `resolve.go`. */
export function typeTagProblem(tag: string | undefined, text: string): string | undefined {
  const name = nameOf(tag);
  if (name === undefined || fits(name, text)) return undefined;
  return `\`!!${name}\` announces ${words[name]}, and something else follows. Compose rejects the file: remove the tag.`;
}

function nameOf(tag: string | undefined): keyof typeof words | undefined {
  const name = tag?.startsWith(prefix) ? tag.slice(prefix.length) : '';
  return Object.hasOwn(words, name) ? (name as keyof typeof words) : undefined;
}

function fits(name: keyof typeof words, text: string): boolean {
  if (name === 'binary') return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''));
  const kind = scalarKind(text);
  return kind === name || (name === 'float' && kind === 'int');
}
