import { asText, valueOf } from '../compose/composeValues';
import { interpolate } from '../compose/interpolation';
import { parseCompose } from '../compose/parseCompose';
import { folderOf, isRemote, resolvePath } from '../compose/project/projectPaths';
import type { ProposalContext } from './proposalContext';

/**
 * The services of the file that `extends` names: that file knows them, this one does not. Undefined where it names none; nothing
 * where it cannot be read, or a variable from outside decides.
 */
export function extendedServices({ text, slot, facts }: ProposalContext): readonly string[] | undefined {
  const service = parseCompose(text).services.find(({ name }) => name === slot.path[1]);
  const written = asText(valueOf(service?.entries.find(({ key }) => key === 'extends')?.value, 'file'))?.text;
  if (written === undefined) return undefined;
  const { text: file, uses } = interpolate(written, facts.project?.variables);
  if (facts.path === undefined || isRemote(file) || uses.some(({ value }) => value === undefined)) return [];
  const found = facts.text?.(resolvePath(folderOf(facts.path), file));
  return found === undefined ? [] : parseCompose(found).services.map(({ name }) => name);
}
