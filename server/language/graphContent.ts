import type { GraphCueText, GraphKindText } from './content';
import { checkHeadings, ContentError, optionalText, parseMapping, parsePage, readLevels, requireText } from './contentPage';

/**
 * What a kind of node is.
 * @param file `graph/<kind>.md`
 * @throws ContentError
 */
export function parseGraphKind(file: string, source: string): GraphKindText {
  const { fields, sections } = parsePage(file, source, ['title']);
  checkHeadings(file, sections);
  return { title: requireText(file, fields, 'title'), levels: readLevels(file, sections) };
}

/** What is worth learning about a node, by id. @throws ContentError */
export function parseGraphCues(file: string, source: string): Record<string, GraphCueText> {
  const cues: Record<string, GraphCueText> = {};
  for (const [id, value] of Object.entries(parseMapping(file, source))) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ContentError(file, `${id} is not a mapping`);
    cues[id] = graphCue(`${file} (${id})`, value as Record<string, unknown>);
  }
  return cues;
}

const cueKeys = ['title', 'explanation', 'child', 'teen', 'remedy', 'lesson'];

/** Levels that need no other words have those of `explanation`. */
function graphCue(place: string, fields: Readonly<Record<string, unknown>>): GraphCueText {
  const unknown = Object.keys(fields).find((key) => !cueKeys.includes(key));
  if (unknown !== undefined) throw new ContentError(place, `has the unknown key ${unknown}`);
  const developer = requireText(place, fields, 'explanation');
  const lesson = optionalText(place, fields, 'lesson');
  return {
    title: requireText(place, fields, 'title'),
    levels: { child: optionalText(place, fields, 'child') ?? developer, teen: optionalText(place, fields, 'teen') ?? developer, developer },
    remedy: requireText(place, fields, 'remedy'),
    ...(lesson !== undefined && { lesson }),
  };
}
