import { scalarAt } from '../compose/project/readNodes';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf } from './ruleServices';

export interface PrivilegedServiceFact extends ComposeRuleFact {
  readonly service: string;
}

/** `privileged: true`: every capability and every device of the host, and no seccomp or AppArmor profile. */
export const privilegedService: ComposeRule<PrivilegedServiceFact> = {
  id: 'privileged-service',
  severity: 'information',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap(({ name, node }): PrivilegedServiceFact[] => {
      const privileged = scalarAt(node, 'privileged');
      return privileged?.value === true && !privileged.isUncertain ? [{ place: privileged.place, service: name }] : [];
    }),
  message: ({ service }) =>
    `Whoever gets into \`${service}\` has every device and every right of the host. If it needs one of them only, give it that: \`cap_add\` for a right, \`devices\` for a device.`,
};
