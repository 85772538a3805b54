import type { ComposeMappingNode, ComposeNode, Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import type { ProjectReading } from '../projectReading';
import { entriesAt, isMapping, itemsAt, nodeAt, scalarAt } from '../readNodes';
import type { DeclaredNames } from '../../../rules/similarName';
import type { NameFixes } from './nameFixes';
import type { ModelService, ModelServices } from './projectServices';
import { edgesOf } from './serviceEdges';

/** Names that a service uses and that must be declared beside `services`. */
export function checkReferences(model: ComposeMappingNode, { name: user, node }: ModelService, fixes: NameFixes, reading: ProjectReading): void {
  const check = (section: string, name: string, place: Place): void => checkNamed({ model, section, name, place, user }, fixes, reading);
  for (const { key, keyPlace } of entriesAt(node, 'networks')) check('networks', key, keyPlace);
  for (const { key, keyPlace } of entriesAt(node, 'models')) check('models', key, keyPlace);
  for (const mount of itemsAt(node, 'volumes')) {
    const source = scalarAt(mount, 'source');
    if (scalarAt(mount, 'type')?.value === 'volume' && source && source.value !== '') check('volumes', scalarText(source), source.place);
  }
  const checkSource = (section: string, item: ComposeNode): void => {
    const source = scalarAt(item, 'source');
    if (source) check(section, scalarText(source), source.place);
  };
  for (const section of ['configs', 'secrets']) for (const item of itemsAt(node, section)) checkSource(section, item);
  for (const item of itemsAt(node, 'build', 'secrets')) checkSource('secrets', item);
}

/** A name that a service uses, and the section that must have it. */
interface UsedName {
  readonly model: ComposeMappingNode;
  readonly section: string;
  readonly name: string;
  readonly place: Place;
  /** The service. */
  readonly user: string;
}

function checkNamed({ model, section, name, place, user }: UsedName, names: NameFixes, reading: ProjectReading): void {
  const kind = section.slice(0, -1);
  const declared = nodeAt(model, section);
  const known = isMapping(declared) ? declared.entries : new Map<string, unknown>();
  if (known.has(name) || (section === 'networks' && name === 'default') || isMisplaced(model, section)) return;
  const fixes = [...names.renamed(name, place, namesOf(known)), ...names.declared(section, name, place.path)];
  const edge = `\`${section}:\` at the left edge, beside \`services:\`,`;
  const why = declared ? `${edge} does not declare it` : `there is no ${edge} that declares it`;
  reading.fault(`undefined-${kind}`, `\`${user}\` ${name === '' ? emptyName(kind, place, reading) : `uses the ${kind} \`${name}\`, and ${why}`}. Compose rejects the project.`, place, 'rest-of-project', fixes);
}

/** Of a name of which a variable left nothing, what is written says more. */
function emptyName(what: string, { path, span }: Place, { texts }: ProjectReading): string {
  const written = (texts.get(path) ?? '').slice(span.start, span.end).replace(/^(["'])(.*)\1$/s, '$2');
  return `leaves the name of a ${what} empty${/^[^`\n]+$/.test(written) ? `: \`${written}\`` : ''}`;
}

/** The section is there, as a list or among the services: that is the fault, and what names it is right. */
function isMisplaced(model: ComposeMappingNode, section: string): boolean {
  const [declared, service] = [nodeAt(model, section), nodeAt(model, 'services', section)];
  const isListed = declared !== undefined && !isMapping(declared) && (declared.kind === 'list' || declared.value !== null);
  return isListed || (isMapping(service) && !nodeAt(service, 'image') && !nodeAt(service, 'build'));
}

/** Other services that a service names, and must find. */
export function checkServiceReferences(service: ModelService, services: ModelServices, names: NameFixes, reading: ProjectReading): void {
  const { name } = service;
  for (const { to, place, key, isRequired, isUncertain } of edgesOf(service)) {
    const isThere = services.byName.has(to);
    if (services.isEnabled(to) || (isThere && !isRequired)) continue;
    const why = isThere ? 'which a profile keeps back' : 'which is no service of this project';
    const meant = isThere || isUncertain ? [] : names.renamed(to, place, namesOf(services.byName, name));
    // In a file that is merged with others, the service may stand in one of those.
    const isMissing = !isThere && !isUncertain && meant.length === 0 && reading.isTakenByItself;
    const fixes = isMissing ? names.createdService(to, place.path) : meant;
    const what = to === '' ? emptyName(`service in \`${key}\``, place, reading) : `names \`${to}\` in \`${key}\`, ${why}`;
    reading.fault('undefined-service', `\`${name}\` ${what}. Compose rejects the project.`, place, 'rest-of-project', fixes);
  }
  for (const { key, value } of entriesAt(service.node, 'build', 'additional_contexts')) {
    const target = value.kind === 'scalar' ? /^service:(.*)$/s.exec(scalarText(value))?.[1] : undefined;
    if (target === undefined) continue;
    const found = services.isEnabled(target) ? services.byName.get(target) : undefined;
    if (!found) reading.fault('undefined-service', `The context \`${key}\` is the image of \`${target}\`, which is no service of this project. Compose rejects it.`, value.place, 'rest-of-project');
    else if (!nodeAt(found.node, 'build')) reading.fault('context-of-unbuilt-service', `The context \`${key}\` is the image of \`${target}\`, which this project does not build. Compose rejects it.`, value.place, 'rest-of-project');
  }
}

/** The keys of a map, but for one. */
function namesOf(map: ReadonlyMap<string, unknown>, left?: string): DeclaredNames {
  return {
    size: map.size,
    *[Symbol.iterator]() {
      for (const name of map.keys()) if (name !== left) yield name;
    },
  };
}
