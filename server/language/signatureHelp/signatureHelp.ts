import { completionPlace, type ArgumentPlace } from '../completion/completionPlace';
import { mountTypeOf } from '../completion/flagProposals';
import { flagTable } from '../dockerfile/flagTable';
import { mountOptions, mountSwitches } from '../dockerfile/mountTable';
import type { Dockerfile } from '../dockerfile/syntax';
import { flagValueNames, mountValueNames, signatureTable, type SignatureForm, type SignatureParameter } from './signatureTable';

/** A form with its place in the label of each parameter. */
export interface Signature {
  readonly label: string;
  /** The hover text of the whole, by id. */
  readonly textId: string;
  readonly parameters: readonly (SignatureParameter & { readonly start: number; readonly end: number })[];
}

export interface Signatures {
  readonly signatures: readonly Signature[];
  readonly activeSignature: number;
  /** Undefined where the cursor is in none of the parameters. */
  readonly activeParameter: number | undefined;
}

/**
 * How the instruction, the flag or the mount at a file offset is written, and which part the cursor is in
 * (textDocument/signatureHelp). Undefined in comments, heredocs, and in a command once it has begun.
 */
export function signatureHelp(dockerfile: Dockerfile, offset: number): Signatures | undefined {
  const place = completionPlace(dockerfile, offset);
  if (place?.kind === 'trigger') return { signatures: signaturesOf('ONBUILD'), activeSignature: 0, activeParameter: 0 };
  if (place?.kind !== 'argument') return undefined;
  const typed = place.words[place.words.length - 1]!;
  const inFlags = place.words.slice(0, -1).every((word) => word.startsWith('--'));
  if (!inFlags || !typed.startsWith('--')) return instructionSignatures(dockerfile, place, offset);
  const equals = typed.indexOf('=');
  const name = typed.slice(2, equals < 0 ? undefined : equals);
  const { keyword } = place.instruction;
  if (!Object.hasOwn(flagTable[keyword] ?? {}, name)) return undefined;
  if (name === 'mount') return mountSignature(typed.slice('--mount='.length));
  return flagSignature(keyword, name, equals >= 0);
}

function instructionSignatures(dockerfile: Dockerfile, { instruction, words, before }: ArgumentPlace, offset: number): Signatures | undefined {
  const forms = signatureTable[instruction.keyword];
  const earlier = words.slice(0, -1).filter((word) => !word.startsWith('--')).length;
  const isList = before.slice(flagsEnd(before)).startsWith('[');
  if (!forms || (!isList && hasBegun(instruction.keyword, earlier))) return undefined;
  const after = dockerfile.text.slice(offset, Math.max(offset, instruction.bodySpan.end));
  const index = isList ? (before.match(/"(?:[^"\\]|\\.)*"\s*,/g) ?? []).length : earlier;
  const isLast = after.trim() === '' || !/\S\s+\S/.test(`x${after}`);
  const activeSignature = Math.max(0, forms.findIndex((one, at) => fits(one, isList, index, at === forms.length - 1)));
  const chosen = forms[activeSignature]!;
  return {
    signatures: signaturesOf(instruction.keyword),
    activeSignature,
    activeParameter: activeParameter(chosen, index, isLast),
  };
}

/** What a command's words are, only its program knows. */
function hasBegun(keyword: string, earlier: number): boolean {
  if (keyword === 'HEALTHCHECK') return earlier > 1;
  return ['RUN', 'CMD', 'ENTRYPOINT', 'ONBUILD'].includes(keyword) && earlier > 0;
}

function fits({ list = false, parameters, repeats, label }: SignatureForm, isList: boolean, index: number, isOnly: boolean): boolean {
  if (list !== isList) return false;
  return isOnly || repeats === true || label !== undefined || index < parameters.length || parameters[0]!.label.endsWith('…');
}

function activeParameter({ parameters, repeats }: SignatureForm, index: number, isLast: boolean): number | undefined {
  const [first] = parameters;
  // Sources may be many; what comes last is the destination.
  if (first!.label.startsWith('source') || first!.label.startsWith('"source')) return index > 0 && isLast ? 1 : 0;
  if (index < parameters.length) return index;
  return repeats ? parameters.length - 1 : undefined;
}

function flagSignature(keyword: string, name: string, inValue: boolean): Signatures {
  const isSwitch = flagTable[keyword]![name] === 'boolean';
  const value = isSwitch ? 'true|false' : (flagValueNames[name] ?? 'value');
  const label = isSwitch ? `--${name}[=${value}]` : `--${name}=${value}`;
  const parameters = [placed(label, { label: value }, name.length + 3)];
  return { signatures: [{ label, textId: `dockerfile/${keyword}--${name}`, parameters }], activeSignature: 0, activeParameter: inValue ? 0 : undefined };
}

function mountSignature(value: string): Signatures {
  const fields = value.split(',');
  const type = mountTypeOf(fields) ?? 'bind';
  const names = ['type', ...mountOptions[type]];
  const labels = names.map((name) => (name === 'type' ? `type=${type}` : mountSwitches.has(name) ? name : `${name}=${mountValueNames[name] ?? 'value'}`));
  const label = `--mount=${labels.join(',')}`;
  let at = '--mount='.length;
  const parameters = labels.map((text) => {
    const parameter = placed(label, { label: text }, at);
    at += text.length + 1;
    return parameter;
  });
  const active = names.indexOf(fields[fields.length - 1]!.split('=', 1)[0]!.toLowerCase());
  const textId = `dockerfile/${fields.some((field) => /^type=./i.test(field)) ? `mount-${type}` : 'RUN--mount'}`;
  return { signatures: [{ label, textId, parameters }], activeSignature: 0, activeParameter: active < 0 ? undefined : active };
}

function signaturesOf(keyword: keyof typeof signatureTable): Signature[] {
  return (signatureTable[keyword] ?? []).map((one) => signatureOf(`${keyword} `, one, `dockerfile/${keyword}`));
}

function signatureOf(prefix: string, { parameters, label, repeats }: SignatureForm, textId: string): Signature {
  const text = prefix + (label ?? parameters.map((parameter) => parameter.label).join(' ') + (repeats ? ' …' : ''));
  let at = prefix.length;
  const places = parameters.map((parameter) => {
    const found = placed(text, parameter, at);
    at = found.end;
    return found;
  });
  return { label: text, textId, parameters: places };
}

function placed(text: string, parameter: SignatureParameter, from: number): Signature['parameters'][number] {
  const start = text.indexOf(parameter.label, from);
  return { ...parameter, start, end: start + parameter.label.length };
}

/** Where the flags at the start of the arguments end. */
function flagsEnd(text: string): number {
  return /^(?:--\S*\s+)*/.exec(text)![0].length;
}
