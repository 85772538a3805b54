import type { CommandFlag, CommandGrammar, ExplainLevel, HoverText } from './content';
import { ContentError, optionalText, parseMapping, requireText, textList } from './contentPage';

/** One file of `content/commands`: the texts of a command, and what is needed to read its words. */
export interface CommandPage {
  /** The command's own spelling first, then those that mean the same. */
  readonly names: readonly string[];
  readonly grammar: CommandGrammar;
  readonly hovers: readonly HoverText[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What the parts of one file share. */
interface Page {
  readonly file: string;
  readonly hovers: HoverText[];
  readonly reference: string | undefined;
  readonly lesson: string | undefined;
}

const commandKeys = ['names', 'summary', 'reference', 'lesson', 'child', 'teen', 'developer', 'flags', 'subcommands'];
const subcommandKeys = ['also', 'summary', 'reference', 'lesson', 'child', 'teen', 'developer', 'flags', 'subcommands'];
const flagKeys = ['also', 'value', 'summary', 'child', 'teen', 'developer'];

/**
 * Reads a command's texts: the command itself, its subcommands and flags, to any depth that the file has.
 * Ids are `command/<name>`, `command/<name> <subcommand>` and `command/<name> <flag>`.
 * @param file `commands/<name>.yaml`
 * @throws ContentError where a key is unknown, or a text is missing, empty or longer than one line
 */
export function parseCommandPage(file: string, source: string): CommandPage {
  const name = file.replace(/^commands\//, '').replace(/\.yaml$/, '');
  const fields = parseMapping(file, source);
  checkKeys(file, fields, commandKeys, name);
  const page: Page = { file, hovers: [], reference: addressOf(file, fields), lesson: optionalText(file, fields, 'lesson') };
  const names = textList(file, fields, 'names');
  const grammar = readCommand(page, name, fields);
  return { names: [name, ...names.filter((other) => other !== name)], grammar, hovers: page.hovers };
}

function readCommand(page: Page, title: string, fields: Fields): CommandGrammar {
  const id = addText(page, title, fields);
  const flags: Record<string, CommandFlag> = {};
  for (const [name, value] of entriesOf(page, title, fields, 'flags')) {
    checkKeys(page.file, value, flagKeys, `${title} ${name}`);
    if (!/^[-+\]]/.test(name)) throw new ContentError(page.file, `${title} ${name} does not start with a dash`);
    if (value['value'] !== undefined && typeof value['value'] !== 'boolean') throw new ContentError(page.file, `${title} ${name}: value is neither true nor false`);
    const flag = { id: addText(page, `${title} ${name}`, value), summary: requireText(page.file, value, 'summary'), value: value['value'] === true };
    for (const spelling of spellings(page, title, name, value)) addOnce(page, flags, title, spelling, flag);
  }
  const subcommands: Record<string, CommandGrammar> = {};
  for (const [name, value] of entriesOf(page, title, fields, 'subcommands')) {
    checkKeys(page.file, value, subcommandKeys, `${title} ${name}`);
    const grammar = readCommand(page, `${title} ${name}`, value);
    for (const spelling of spellings(page, title, name, value)) addOnce(page, subcommands, title, spelling, grammar);
  }
  return { id, flags, subcommands };
}

function spellings(page: Page, title: string, name: string, value: Fields): string[] {
  const also: unknown = value['also'] ?? [];
  if (!Array.isArray(also) || also.some((other) => typeof other !== 'string')) throw new ContentError(page.file, `${title} ${name}: also is not a list of texts`);
  return [name, ...(also as string[])];
}

function addOnce<Value>(page: Page, record: Record<string, Value>, title: string, spelling: string, value: Value): void {
  if (Object.hasOwn(record, spelling)) throw new ContentError(page.file, `${title} has ${spelling} twice`);
  record[spelling] = value;
}

function entriesOf(page: Page, title: string, fields: Fields, key: string): [string, Fields][] {
  const value = fields[key];
  if (value === undefined) return [];
  if (!isMapping(value)) throw new ContentError(page.file, `${title}: ${key} is not a mapping`);
  return Object.entries(value).map(([name, entry]) => {
    if (!isMapping(entry)) throw new ContentError(page.file, `${title} ${name} is not a mapping`);
    return [name, entry];
  });
}

function addText(page: Page, title: string, fields: Fields): string {
  const text = (key: string): string => {
    const value = fields[key];
    if (typeof value !== 'string' || !value.trim()) throw new ContentError(page.file, `${title}: ${key} is missing or not a text`);
    return value.trim();
  };
  const levels: Record<ExplainLevel, string> = { child: text('child'), teen: text('teen'), developer: text('developer') };
  const id = `command/${title}`;
  page.hovers.push({
    id,
    title,
    summary: text('summary'),
    levels,
    analogies: {},
    reference: addressOf(page.file, fields) ?? page.reference,
    lesson: optionalText(page.file, fields, 'lesson') ?? page.lesson,
  });
  return id;
}

function addressOf(file: string, fields: Fields): string | undefined {
  const reference = optionalText(file, fields, 'reference');
  if (reference !== undefined && !/^https:\/\/\S+$/.test(reference)) throw new ContentError(file, 'reference is not an https address');
  return reference;
}

function checkKeys(file: string, fields: Fields, allowed: readonly string[], title: string): void {
  for (const key of Object.keys(fields)) {
    if (!allowed.includes(key)) throw new ContentError(file, `${title} has the unknown key ${key}`);
  }
}

function isMapping(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
