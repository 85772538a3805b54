import { parseDocument } from 'yaml';
import { levelNames } from '../protocol/levelNames';
import type { ExplainLevel, HoverText } from './content';

/** A file below `content/` that does not have the promised shape. The message names the file and what is wrong. */
export class ContentError extends Error {
  constructor(readonly file: string, problem: string) {
    super(`content/${file}: ${problem}`);
    this.name = 'ContentError';
  }
}

/** A `## Heading` and the markdown below it, trimmed. */
export interface Section {
  readonly heading: string;
  readonly text: string;
}

export interface ContentPage {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly sections: readonly Section[];
}

const analogyHeadings = { dotnet: 'Analogy: .NET', git: 'Analogy: Git' } as const;

/**
 * Splits a page into its YAML front matter and its sections.
 * @param file path below `content/`, for messages
 * @param allowed every key that the front matter may have
 * @throws ContentError where the front matter is missing, is not a mapping, or has an unknown key
 */
export function parsePage(file: string, source: string, allowed: readonly string[]): ContentPage {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new ContentError(file, 'starts with no front matter between two lines of ---');
  const fields = parseMapping(file, match[1] ?? '');
  for (const key of Object.keys(fields)) {
    if (!allowed.includes(key)) throw new ContentError(file, `front matter has the unknown key ${key}`);
  }
  return { fields, sections: parseSections(file, match[2] ?? '') };
}

/** Parses YAML that must be a mapping. @throws ContentError with the YAML parser's own words */
export function parseMapping(file: string, source: string): Record<string, unknown> {
  const document = parseDocument(source, { uniqueKeys: true });
  const problem = document.errors[0];
  if (problem) throw new ContentError(file, problem.message);
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ContentError(file, 'is not a mapping');
  return value as Record<string, unknown>;
}

/** Headings inside code fences are code, not headings. */
function parseSections(file: string, body: string): Section[] {
  const sections: { heading: string; lines: string[] }[] = [];
  let fence: string | undefined;
  for (const line of body.split('\n')) {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && !fence) fence = mark;
    else if (mark && fence && mark.startsWith(fence)) fence = undefined;
    const heading = fence || mark ? undefined : /^## +(.+?)\s*$/.exec(line)?.[1];
    if (heading) sections.push({ heading, lines: [] });
    else if (sections.length > 0) sections.at(-1)?.lines.push(line);
    else if (line.trim()) throw new ContentError(file, `has text above its first heading: ${line.trim()}`);
  }
  if (fence) throw new ContentError(file, 'has a code fence that is not closed');
  return sections.map(({ heading, lines }) => ({ heading, text: lines.join('\n').trim() }));
}

/** A required text of the front matter. @throws ContentError where it is missing, empty or not text */
export function requireText(file: string, fields: Readonly<Record<string, unknown>>, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string' || !value.trim()) throw new ContentError(file, `${key} is missing or not a text`);
  return value.trim();
}

/** An optional text of the front matter. @throws ContentError where it is there and not a text */
export function optionalText(file: string, fields: Readonly<Record<string, unknown>>, key: string): string | undefined {
  return fields[key] === undefined ? undefined : requireText(file, fields, key);
}

/** A list of texts; missing counts as empty. @throws ContentError where it is anything else */
export function textList(file: string, fields: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = fields[key] ?? [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) throw new ContentError(file, `${key} is not a list of texts`);
  return value as string[];
}

/** The three levels. @throws ContentError where one is missing or empty */
export function readLevels(file: string, sections: readonly Section[]): Record<ExplainLevel, string> {
  const read = (level: ExplainLevel): string => {
    const text = sections.find(({ heading }) => heading === levelNames[level])?.text;
    if (!text) throw new ContentError(file, `the section "${levelNames[level]}" is missing or empty`);
    return text;
  };
  return { child: read('child'), teen: read('teen'), developer: read('developer') };
}

/** The analogies that a page has. @throws ContentError where one does not say where it breaks */
export function readAnalogies(file: string, sections: readonly Section[]): HoverText['analogies'] {
  const analogies: { dotnet?: string; git?: string } = {};
  for (const background of ['dotnet', 'git'] as const) {
    const section = sections.find(({ heading }) => heading === analogyHeadings[background]);
    if (!section) continue;
    if (!/(^|\s)It breaks:/.test(section.text)) throw new ContentError(file, `"${section.heading}" has no sentence "It breaks:"`);
    analogies[background] = section.text;
  }
  return analogies;
}

/** @throws ContentError where a heading is unknown or occurs twice */
export function checkHeadings(file: string, sections: readonly Section[], more: readonly string[] = []): void {
  const known = [...Object.values(levelNames), ...Object.values(analogyHeadings), ...more];
  const seen = new Set<string>();
  for (const { heading } of sections) {
    if (!known.includes(heading)) throw new ContentError(file, `has the unknown heading "${heading}"`);
    if (seen.has(heading)) throw new ContentError(file, `has the heading "${heading}" twice`);
    seen.add(heading);
  }
}
