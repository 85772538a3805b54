import type { ComposeProject } from '../compose/project/composeProject';
import { entriesAt, nodeAt } from '../compose/project/readNodes';
import type { ComposeMappingEntry } from '../compose/project/composeNode';
import type { SpanEdit } from '../rules/rule';
import { indentationAt } from './lineEdits';
import type { RuleService } from './ruleServices';

/** What a service depends on by its name alone: Compose waits until it was started, and no longer. */
export function shortDependencies({ node }: RuleService): readonly ComposeMappingEntry[] {
  return entriesAt(node, 'depends_on').filter(({ keyPlace, value }) => value.place.path === keyPlace.path && value.place.span.start === keyPlace.span.start);
}

/**
 * Writes a list of dependencies as a mapping with conditions. Undefined where they are not all short and in one list, or
 * where the list is not written plainly.
 */
export function withConditions({ texts }: ComposeProject, service: RuleService, isHealthy: (name: string) => boolean): readonly SpanEdit[] | undefined {
  const dependencies = shortDependencies(service);
  const list = nodeAt(service.node, 'depends_on');
  const key = service.node.kind === 'mapping' ? service.node.entries.get('depends_on')?.keyPlace : undefined;
  if (!list || !key || dependencies.length !== entriesAt(list).length || dependencies.some(({ keyPlace }) => keyPlace.path !== list.place.path) || key.path !== list.place.path) return undefined;
  const text = texts.get(list.place.path) ?? '';
  // A variable in the place of a name would be lost: keys have none.
  if (dependencies.some(({ key: name, keyPlace: { span } }) => text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2') !== name)) return undefined;
  const condition = (name: string): string => (isHealthy(name) ? 'service_healthy' : 'service_started');
  const { start, end } = list.place.span;
  if (text.startsWith('[', start)) {
    if (dependencies.some(({ keyPlace: { span } }) => span.start < start || span.end > end) || /[\r\n#]/.test(text.slice(start, end))) return undefined;
    return [{ span: { start, end }, newText: `{ ${dependencies.map(({ key: name }) => `${name}: { condition: ${condition(name)} }`).join(', ')} }` }];
  }
  const indentation = indentationAt(text, key.span.start);
  const edits = dependencies.map(({ key: name, keyPlace: { span } }) => blockEdit(text, name, span, indentation, condition(name)));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** `- db` becomes `db:` with its condition below, deeper than `depends_on`. */
function blockEdit(text: string, name: string, { start, end }: { readonly start: number; readonly end: number }, indentation: string, condition: string): SpanEdit | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const rest = /^[^\r\n]*/.exec(text.slice(end))![0];
  if (!/^[ ]*-[ ]+$/.test(before) || !/^[ \t]*$/.test(rest) || !/^[\w.-]+$/.test(name)) return undefined;
  const own = /^ */.exec(before)![0];
  const deeper = own.length > indentation.length ? own : `${indentation}  `;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { start: lineStart, end: end + rest.length }, newText: `${deeper}${name}:${newLine}${deeper}  condition: ${condition}` };
}
