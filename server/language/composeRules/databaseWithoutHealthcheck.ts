import type { ComposeProject } from '../compose/project/composeProject';
import type { Place } from '../compose/project/composeNode';
import { nodeAt } from '../compose/project/readNodes';
import type { Fix, SpanEdit } from '../rules/rule';
import { joinWords } from '../wording';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { shortDependencies, withConditions } from './dependencyEdits';
import { knownImage, type ReadinessCheck } from './knownImages';
import { indentationAt, lineAfter } from './lineEdits';
import { hasHealthcheck, isComplete, isWrittenIn, pulledImage, servicesOf, waitsForNobody, type RuleService } from './ruleServices';

export interface DatabaseWithoutHealthcheckFact extends ComposeRuleFact {
  readonly database: string;
  readonly kind: string;
  /** Services that depend on it. */
  readonly services: readonly string[];
  readonly fix: Fix | undefined;
}

/** Services depend on a database or a broker that nobody checks: they start while it still sets itself up. */
export const databaseWithoutHealthcheck: ComposeRule<DatabaseWithoutHealthcheckFact> = {
  id: 'database-without-healthcheck',
  severity: 'information',
  alsoKnownAs: [],
  check({ project }) {
    if (!isComplete(project)) return [];
    const services = servicesOf(project);
    const checked = new Set(services.filter(hasHealthcheck).map(({ name }) => name));
    const dependentsOf = shortDependents(services);
    return services.flatMap((database): DatabaseWithoutHealthcheckFact[] => {
      const image = nodeAt(database.node, 'healthcheck') ? undefined : pulledImage(database);
      const check = image === undefined ? undefined : knownImage(image)?.check;
      const dependents = dependentsOf.get(database.name) ?? [];
      const [first] = dependents;
      if (!check || !first) return [];
      const fix = checkAdded(project, database, check, dependents, new Set([...checked, database.name]));
      return [{ place: first.place, database: database.name, kind: check.name, services: dependents.map(({ service }) => service.name), fix }];
    });
  },
  message({ database, kind, services }) {
    const shown = joinWords(services.map((name) => `\`${name}\``), 3);
    return `${shown} ${services.length === 1 ? 'starts' : 'start'} as soon as \`${database}\` was started; ${kind} needs some seconds more until it answers, the first time above all. Give it a health check and wait for \`service_healthy\`, or let the program try again.`;
  },
  fixes: ({ fix }) => (fix ? [fix] : []),
};

interface Dependent {
  readonly service: RuleService;
  /** Where it names the other one. */
  readonly place: Place;
}

/** Who depends on each name in the short form. */
function shortDependents(services: readonly RuleService[]): ReadonlyMap<string, readonly Dependent[]> {
  const found = new Map<string, Dependent[]>();
  for (const service of services.filter((each) => !waitsForNobody(each))) {
    for (const { key, keyPlace } of shortDependencies(service)) {
      const known = found.get(key);
      if (known) known.push({ service, place: keyPlace });
      else found.set(key, [{ service, place: keyPlace }]);
    }
  }
  return found;
}

/** The check, and everybody who depends on the database waits for it. Undefined where one of them cannot be rewritten here. */
function checkAdded(project: ComposeProject, database: RuleService, { test }: ReadinessCheck, dependents: readonly Dependent[], checked: ReadonlySet<string>): Fix | undefined {
  const image = database.node.entries.get('image');
  const path = image?.keyPlace.path;
  // An anchor may bring the image to other services as well.
  if (test === undefined || !image || path === undefined || !isWrittenIn(database, image.keyPlace) || dependents.some(({ place }) => place.path !== path)) return undefined;
  const conditions = waitingAll(project, dependents, checked);
  if (!conditions) return undefined;
  const text = project.texts.get(path) ?? '';
  const indentation = indentationAt(text, image.keyPlace.span.start);
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = ['healthcheck:', `  test: ${test}`, '  interval: 5s', '  retries: 10'].map((line) => indentation + line).join(newLine);
  const edit = lineAfter(text, image.value.place.span, (before) => (/^ *image["']?[ \t]*:[ \t]+$/.test(before) ? lines : undefined));
  return edit && { title: `Check ${database.name} and wait for it`, edits: [edit, ...conditions] };
}

/** One list of dependencies may belong to several services, by an anchor: it is rewritten once. */
function waitingAll(project: ComposeProject, dependents: readonly Dependent[], checked: ReadonlySet<string>): readonly SpanEdit[] | undefined {
  const edits = dependents.map(({ service }) => withConditions(project, service, (name) => checked.has(name)));
  if (edits.some((each) => each === undefined)) return undefined;
  return [...new Map(edits.flatMap((each) => each ?? []).map((edit) => [edit.span.start, edit])).values()];
}
