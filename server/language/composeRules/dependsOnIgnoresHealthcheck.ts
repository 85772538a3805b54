import type { ComposeProject } from '../compose/project/composeProject';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { shortDependencies, withConditions } from './dependencyEdits';
import { hasHealthcheck, servicesOf, waitsForNobody, type RuleService } from './ruleServices';

export interface DependsOnIgnoresHealthcheckFact extends ComposeRuleFact {
  readonly service: string;
  readonly dependency: string;
  readonly fix: Fix | undefined;
}

/**
 * A service has a health check, and another one that depends on it does not wait for it. A condition that is written out is
 * a decision and left alone.
 */
export const dependsOnIgnoresHealthcheck: ComposeRule<DependsOnIgnoresHealthcheckFact> = {
  id: 'depends-on-ignores-healthcheck',
  severity: 'information',
  alsoKnownAs: [],
  check({ project }) {
    const services = servicesOf(project);
    const checked = new Set(services.filter(hasHealthcheck).map(({ name }) => name));
    return services.filter((service) => !waitsForNobody(service)).flatMap((service) => {
      const unawaited = shortDependencies(service).filter(({ key }) => checked.has(key));
      const fix = unawaited.length > 0 ? waitingFor(project, service, checked) : undefined;
      return unawaited.map(({ key, keyPlace }): DependsOnIgnoresHealthcheckFact => ({ place: keyPlace, service: service.name, dependency: key, fix }));
    });
  },
  message: ({ service, dependency }) =>
    `\`${dependency}\` has a health check, and \`${service}\` does not wait for it: this starts it as soon as \`${dependency}\` was started. Write \`condition: service_healthy\`.`,
  fixes: ({ fix }) => (fix ? [fix] : []),
};

function waitingFor(project: ComposeProject, service: RuleService, checked: ReadonlySet<string>): Fix | undefined {
  const edits = withConditions(project, service, (name) => checked.has(name));
  return edits && { title: 'Wait until it is healthy', edits };
}
