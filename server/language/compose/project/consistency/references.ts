import type { ComposeMappingNode, ComposeNode, Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import type { ProjectReading } from '../projectReading';
import { entriesAt, itemsAt, nodeAt, scalarAt } from '../readNodes';
import { declared, renamed } from './nameFixes';
import type { ModelService, ModelServices } from './projectServices';
import { edgesOf } from './serviceEdges';

/** Names that a service uses and that must stand at the top of the project. */
export function checkReferences(model: ComposeMappingNode, service: ModelService, reading: ProjectReading): void {
  const { node } = service;
  for (const { key, keyPlace } of entriesAt(node, 'networks')) checkNamed(model, 'networks', key, keyPlace, service, reading);
  for (const { key, keyPlace } of entriesAt(node, 'models')) checkNamed(model, 'models', key, keyPlace, service, reading);
  for (const mount of itemsAt(node, 'volumes')) {
    const source = scalarAt(mount, 'source');
    if (scalarAt(mount, 'type')?.value === 'volume' && source && source.value !== '') checkNamed(model, 'volumes', scalarText(source), source.place, service, reading);
  }
  for (const section of ['configs', 'secrets']) {
    for (const item of itemsAt(node, section)) checkSource(model, section, item, service, reading);
  }
  for (const item of itemsAt(node, 'build', 'secrets')) checkSource(model, 'secrets', item, service, reading);
}

function checkSource(model: ComposeMappingNode, section: string, item: ComposeNode, service: ModelService, reading: ProjectReading): void {
  const source = scalarAt(item, 'source');
  if (source) checkNamed(model, section, scalarText(source), source.place, service, reading);
}

function checkNamed(model: ComposeMappingNode, section: string, name: string, place: Place, service: ModelService, reading: ProjectReading): void {
  const kind = section.slice(0, -1);
  const known = entriesAt(model, section).map(({ key }) => key);
  if (known.includes(name) || (section === 'networks' && name === 'default')) return;
  const fixes = [...renamed(name, place, known, reading), ...declared(model, section, name, place, reading)];
  reading.fault(`undefined-${kind}`, `\`${service.name}\` uses the ${kind} \`${name}\`, and no \`${section}:\` at the top declares it. Compose rejects the project.`, place, 'rest-of-project', fixes);
}

/** Other services that a service names, and must find. */
export function checkServiceReferences(service: ModelService, services: ModelServices, reading: ProjectReading): void {
  const { name } = service;
  for (const { to, place, key, isRequired, isUncertain } of edgesOf(service)) {
    const isThere = services.byName.has(to);
    if (services.isEnabled(to) || (isThere && !isRequired)) continue;
    const why = isThere ? 'which a profile keeps back' : 'which is no service of this project';
    const fixes = isThere || isUncertain ? [] : [...renamed(to, place, [...services.byName.keys()].filter((other) => other !== name), reading)];
    reading.fault('undefined-service', `\`${name}\` names \`${to}\` in \`${key}\`, ${why}. Compose rejects the project.`, place, 'rest-of-project', fixes);
  }
  for (const { key, value } of entriesAt(service.node, 'build', 'additional_contexts')) {
    const target = value.kind === 'scalar' ? /^service:(.*)$/s.exec(scalarText(value))?.[1] : undefined;
    if (target === undefined) continue;
    const found = services.isEnabled(target) ? services.byName.get(target) : undefined;
    if (!found) reading.fault('undefined-service', `The context \`${key}\` is the image of \`${target}\`, which is no service of this project. Compose rejects it.`, value.place, 'rest-of-project');
    else if (!nodeAt(found.node, 'build')) reading.fault('context-of-unbuilt-service', `The context \`${key}\` is the image of \`${target}\`, which this project does not build. Compose rejects it.`, value.place, 'rest-of-project');
  }
}
