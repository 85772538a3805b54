import { scalarText } from '../compose/project/nodeEdits';
import { certainTextAt, entriesAt, scalarAt } from '../compose/project/readNodes';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { isWrittenIn, servicesOf, type RuleService } from './ruleServices';

export interface RestartOfOneShotFact extends ComposeRuleFact {
  readonly service: string;
  readonly policy: string;
  readonly waiting: string;
  /** The policy stands at the service itself. */
  readonly isOwn: boolean;
}

/**
 * A service that another one waits to end, and that is started again each time it ends: for Compose it is restarting and has
 * never exited, so `up` waits without an end.
 */
export const restartOfOneShot: ComposeRule<RestartOfOneShotFact> = {
  id: 'restart-of-one-shot',
  severity: 'warning',
  alsoKnownAs: [],
  check({ project }) {
    const services = servicesOf(project);
    const waitingFor = firstWaiting(services);
    return services.flatMap((service): RestartOfOneShotFact[] => {
      const { name, namePlace, node } = service;
      const policy = scalarAt(node, 'restart');
      if (!policy || policy.isUncertain || !['always', 'unless-stopped'].includes(scalarText(policy))) return [];
      const waiting = waitingFor.get(name);
      const isOwn = isWrittenIn(service, policy.place);
      return waiting ? [{ place: isOwn ? policy.place : namePlace, isOwn, service: name, policy: scalarText(policy), waiting }] : [];
    });
  },
  message: ({ service, policy, waiting }) =>
    `\`${waiting}\` waits until \`${service}\` has ended, and with \`restart: ${policy}\` it never has: Docker starts it again each time. So \`${waiting}\` does not start. Write \`restart: "no"\`, or \`on-failure\` to try again only after a fault.`,
  fixes: ({ place, isOwn }) => (isOwn ? [{ title: 'Restart only after a fault', edits: [{ span: place.span, newText: 'on-failure' }] }] : []),
};

/** By a service's name, the first one that waits for its end. */
function firstWaiting(services: readonly RuleService[]): ReadonlyMap<string, string> {
  const waiting = new Map<string, string>();
  for (const { name, node } of services) {
    for (const { key, value } of entriesAt(node, 'depends_on')) {
      if (!waiting.has(key) && certainTextAt(value, 'condition') === 'service_completed_successfully') waiting.set(key, name);
    }
  }
  return waiting;
}
