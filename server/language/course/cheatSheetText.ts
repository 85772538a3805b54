import { parse } from 'yaml';
import { ContentError, optionalText, requireText, textList } from '../contentPage';
import type { CheatSheetEntry } from './lesson';

/** Reads `content/cheat-sheet.yaml`, a list of commands. @throws ContentError where an entry lacks something or an id occurs twice */
export function parseCheatSheet(file: string, source: string): CheatSheetEntry[] {
  const value: unknown = parse(source);
  if (!Array.isArray(value)) throw new ContentError(file, 'is not a list');
  const entries = value.map((item: unknown) => {
    const fields = item as Readonly<Record<string, unknown>>;
    const note = optionalText(file, fields, 'note');
    return {
      id: requireText(file, fields, 'id'),
      command: requireText(file, fields, 'command'),
      does: requireText(file, fields, 'does'),
      ...(note !== undefined && { note }),
      lesson: requireText(file, fields, 'lesson'),
      seeds: textList(file, fields, 'seeds'),
    };
  });
  const twice = entries.find(({ id }, index) => entries.findIndex((other) => other.id === id) !== index);
  if (twice) throw new ContentError(file, `has ${twice.id} twice`);
  return entries;
}
