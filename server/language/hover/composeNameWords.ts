import { scalarText } from '../compose/project/nodeEdits';
import { entriesAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import { count, inlineCode } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { projectName, projectOf, scopeOf } from './composeModel';
import { nameList } from './composeServiceItems';

/** Which services use what is declared here. */
export function usersWords(context: ComposeHoverContext, names: readonly string[]): string {
  if (names.length === 0) return `No service of this ${scopeOf(context)} uses it.`;
  return `Used by ${nameList(names)}.`;
}

/** At a top-level section: what is declared in it. */
export function declaredFacts(context: ComposeHoverContext): string[] {
  const section = String(context.place.path[0]);
  const entries = entriesAt(projectOf(context).model, section);
  const external = entries.filter(({ value }) => scalarAt(value, 'external')?.value === true).map(({ key }) => key);
  const facts = entries.length === 0 ? [] : [`${count(entries.length, section.replace(/s$/, ''))}: ${nameList(entries.map(({ key }) => key))}.`];
  return external.length === 0 ? facts : [...facts, `External, so they must exist before: ${nameList(external)}.`];
}

/** What a top-level volume or network is called on the daemon. */
export function nameWords(context: ComposeHoverContext, name: string, kind: 'volumes' | 'networks'): string[] {
  const node = nodeAt(projectOf(context).model, kind, name);
  const written = scalarAt(node, 'name');
  const own = written && context.fillIn(written.written);
  if (scalarAt(node, 'external')?.value === true) return [`External: ${inlineCode(own ?? name)} must exist before; Compose neither makes nor removes it.`];
  if (own !== undefined && written) return [`On the daemon it is called ${inlineCode(written.isUncertain ? own : scalarText(written))}.`];
  const project = projectName(context);
  return [project === undefined ? `On the daemon it is called \`PROJECT_${name}\`, with the project's name in front.` : `On the daemon it is called ${inlineCode(`${project}_${name}`)}, unless \`-p\` names another project.`];
}
