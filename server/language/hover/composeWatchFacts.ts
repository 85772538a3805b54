import { asList, valueOf } from '../compose/composeValues';
import type { ComposeValue } from '../compose/composeFile';
import { hostPath } from '../compose/hostPath';
import { inlineCode } from '../wording';
import type { ComposeHoverContext } from './composeHoverContext';
import { serviceEntry } from './composeServiceItems';

/** Rules that are described where the cursor is on all of them. */
const mostRules = 5;

/** What `docker compose watch` does when something changes: the rule at hand, or all of the service's. */
export function watchFacts(context: ComposeHoverContext): string[] {
  const rules = asList(valueOf(serviceEntry(context, 'develop')?.value, 'watch')) ?? [];
  const index = context.place.path[4];
  return (typeof index === 'number' ? rules.slice(index, index + 1) : rules.slice(0, mostRules)).flatMap((rule) => ruleWords(context, rule));
}

function ruleWords(context: ComposeHoverContext, rule: ComposeValue): string[] {
  const [path, action, target] = ['path', 'action', 'target'].map((key) => context.text(valueOf(rule, key)));
  if (path === undefined || action === undefined) return [];
  const where = `When something changes in ${inlineCode(hostPath(context.facts.folder, path))}`;
  const copied = target === undefined ? 'it needs a `target` to be copied to' : `it is copied to ${inlineCode(target)} in the container`;
  switch (action) {
    case 'sync':
      return [`${where}, ${copied}; the program goes on.`];
    case 'sync+restart':
      return [`${where}, ${copied}, and the container is restarted.`];
    case 'sync+exec':
      return [`${where}, ${copied}, and the command of \`exec\` runs there.`];
    case 'rebuild':
      return [`${where}, the image is built anew and the container replaced.`];
    case 'restart':
      return [`${where}, the container is restarted; nothing is copied.`];
    default:
      return [`${inlineCode(action)} is no action that Compose knows.`];
  }
}
