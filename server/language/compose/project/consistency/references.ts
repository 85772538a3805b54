import type { ComposeMappingNode, ComposeNode, Place } from '../composeNode';
import { scalarText } from '../nodeEdits';
import type { ProjectReading } from '../projectReading';
import { entriesAt, itemsAt, scalarAt } from '../readNodes';
import type { ModelService, ModelServices } from './projectServices';

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
  reading.fault(`undefined-${kind}`, `\`${service.name}\` uses the ${kind} \`${name}\`, and no \`${section}:\` at the top declares it. Compose rejects the project.`, place, 'rest-of-project');
}

/** Other services that a service names. */
export function checkServiceReferences(service: ModelService, services: ModelServices, reading: ProjectReading): void {
  const { node, name } = service;
  for (const { key, keyPlace, value } of entriesAt(node, 'depends_on')) {
    if (services.isEnabled(key) || (services.byName.has(key) && scalarAt(value, 'required')?.value === false)) continue;
    const why = services.byName.has(key) ? 'which a profile keeps back' : 'which is no service of this project';
    reading.fault('undefined-service', `\`${name}\` depends on \`${key}\`, ${why}. Compose rejects the project.`, keyPlace, 'rest-of-project');
  }
  const mode = scalarAt(node, 'network_mode');
  if (!mode) return;
  const shared = /^service:(.*)$/.exec(scalarText(mode))?.[1];
  if (shared !== undefined && !services.isEnabled(shared)) {
    reading.fault('undefined-service', `\`${name}\` shares the network of \`${shared}\`, which is no service of this project. Compose rejects it.`, mode.place, 'rest-of-project');
  }
}
