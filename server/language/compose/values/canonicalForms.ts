import type { ComposeFault } from '../project/composeFault';
import type { ComposeMappingNode, ComposeNode } from '../project/composeNode';
import { mapEntries } from '../project/nodeEdits';
import { nodeAt } from '../project/readNodes';
import { asKeyTextForm, reporter, type ReportFault } from './formMakers';
import { serviceForm } from './serviceForms';
import { checkDatesInLists, checkPlainValues, checkTypedValues } from './typedValues';

/** A model with every short form made long, and what Compose rejects while it does so. */
export interface CanonicalForms {
  readonly model: ComposeMappingNode;
  readonly faults: readonly ComposeFault[];
}

/** Sections at the top whose entries have `labels`. */
const resources: ReadonlySet<string> = new Set(['networks', 'volumes', 'secrets', 'configs']);

/**
 * Long forms for everything that can be written short; what is long already stays. Lists of `KEY=value` become mappings,
 * which Compose does a step later. What has the wrong shape stays too: the schema says so. Source: compose-go `transform/`.
 */
export function canonicalForms(model: ComposeMappingNode): CanonicalForms {
  const faults: ComposeFault[] = [];
  const report = reporter(faults);
  const changed = mapEntries(model, ({ key, value }) => {
    if (key !== 'services') checkPlainValues(value, [key], report);
    if (value.kind !== 'mapping') return value;
    if (key === 'services') return mapEntries(value, (service) => checkedService(service.value, report));
    return resources.has(key) ? mapEntries(value, (resource) => resourceForm(resource.value, report)) : value;
  });
  return { model: changed, faults };
}

function checkedService(service: ComposeNode, report: ReportFault): ComposeNode {
  checkDatesInLists(service, report);
  const pid = nodeAt(service, 'pid');
  if (pid?.kind === 'scalar' && pid.value === null) report('value-of-wrong-type', '`pid` has no value, and Compose breaks off where it looks for one. Give it one, such as `host`, or remove the key.', pid);
  const long = serviceForm(service, report);
  checkTypedValues(long, report);
  return long;
}

/** `external: {name: x}` of old files is `external: true` with a name. */
function resourceForm(resource: ComposeNode, report: ReportFault): ComposeNode {
  if (resource.kind !== 'mapping') return resource;
  const external = resource.entries.get('external');
  const labelled = mapEntries(resource, ({ key, value }) => (key === 'labels' ? asKeyTextForm(value) : value));
  if (external?.value.kind !== 'mapping') return labelled;
  const name = external.value.entries.get('name');
  const own = resource.entries.get('name');
  if (own && name && own.value.kind === 'scalar' && name.value.kind === 'scalar' && own.value.value !== name.value.value) {
    report('names-differ', '`name` and `external.name` differ. Compose rejects that: keep `name` with `external: true`.', name.value);
  }
  const isExternal: ComposeNode = { kind: 'scalar', value: true, written: 'true', isPlain: true, uses: [], isUncertain: false, place: external.value.place };
  return { ...labelled, entries: new Map([...labelled.entries, ['external', { ...external, value: isExternal }], ...(name && !own ? [['name', name] as const] : [])]) };
}
