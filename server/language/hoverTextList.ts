import type { ExplainLevel, HoverText } from './content';
import { ContentError, optionalText, parseMapping, requireText } from './contentPage';

type Fields = Readonly<Record<string, unknown>>;

const pageKeys = ['title', 'reference', 'lesson', 'texts'];
const textKeys = ['like', 'title', 'summary', 'child', 'teen', 'developer', 'whatToDo', 'reference', 'lesson'];

/**
 * Short texts of one kind, such as the options of a mount. `dockerfile/mount-cache.yaml` with the text `target` gives the
 * id `dockerfile/mount-cache target`; `{name}` in the page's title stands for the text's name. `like` names another text of
 * the file, which gives what is not written.
 * @param file `hover/<path>.yaml`
 * @throws ContentError where a key is unknown, or a text is missing or empty
 */
export function parseHoverTextList(file: string, source: string): HoverText[] {
  const fields = parseMapping(file, source);
  checkKeys(file, fields, pageKeys, 'the file');
  const { texts } = fields;
  if (!isMapping(texts)) throw new ContentError(file, 'texts is not a mapping');
  const prefix = file.replace(/^hover\//, '').replace(/\.yaml$/, '');
  return Object.entries(texts).map(([name, text]) => {
    if (!isMapping(text)) throw new ContentError(file, `${name} is not a mapping`);
    checkKeys(file, text, textKeys, name);
    const like = text['like'] === undefined ? {} : texts[text['like'] as string];
    if (!isMapping(like)) throw new ContentError(file, `${name} is like a text that is not there`);
    return readText(file, fields, `${prefix} ${name}`, name, { ...like, ...text });
  });
}

function readText(file: string, page: Fields, id: string, name: string, text: Fields): HoverText {
  const required = (key: string): string => {
    const value = text[key];
    if (typeof value !== 'string' || !value.trim()) throw new ContentError(file, `${name}: ${key} is missing or not a text`);
    return value.trim();
  };
  const levels: Record<ExplainLevel, string> = {
    child: required('child'),
    teen: required('teen'),
    developer: `${required('developer')}\n\n**What to do:** ${required('whatToDo')}`,
  };
  const reference = optionalText(file, text, 'reference') ?? optionalText(file, page, 'reference');
  if (reference !== undefined && !/^https:\/\/\S+$/.test(reference)) throw new ContentError(file, `${name}: reference is not an https address`);
  return {
    id,
    title: optionalText(file, text, 'title') ?? requireText(file, page, 'title').replace('{name}', name),
    summary: required('summary'),
    levels,
    analogies: {},
    reference,
    lesson: optionalText(file, text, 'lesson') ?? optionalText(file, page, 'lesson'),
  };
}

function checkKeys(file: string, fields: Fields, allowed: readonly string[], where: string): void {
  const unknown = Object.keys(fields).find((key) => !allowed.includes(key));
  if (unknown !== undefined) throw new ContentError(file, `${where} has the unknown key ${unknown}`);
}

function isMapping(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
