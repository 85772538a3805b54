import type { ComposeProject } from '../compose/project/composeProject';
import { entriesAt } from '../compose/project/readNodes';
import { BlockScan } from './blockScan';

/** The sections whose entries are named by their author. */
export type NamedSection = 'services' | 'networks' | 'volumes' | 'secrets' | 'configs' | 'models';

/** A list that is longer helps nobody. */
const mostNames = 1_000;

/** The names of each section as they stand in a text that may be half written. The line at `offset` does not count. */
export function namesInText(text: string, offset: number): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const scan = new BlockScan(text, text.length);
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (offset < start || offset > end) scan.readLine(start, text[end - 1] === '\r' ? end - 1 : end);
    const section = scan.blocks.find(({ kind, path }) => kind === 'mapping' && path.length === 1);
    const name = section?.present.at(-1);
    if (section && name !== undefined) found.set(section.path[0]!, (found.get(section.path[0]!) ?? new Set()).add(name));
    start = end + 1;
  }
  return found;
}

/** The names of a section, of the whole project and of the text as it is now. */
export function sectionNames(section: NamedSection, inText: ReadonlyMap<string, ReadonlySet<string>>, project: ComposeProject | undefined): readonly string[] {
  const names = new Set([...(inText.get(section) ?? []), ...entriesAt(project?.model, section).map(({ key }) => key)]);
  names.delete('<<');
  return [...names].slice(0, mostNames);
}
