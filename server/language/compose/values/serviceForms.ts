import type { ComposeNode, ComposeScalarNode } from '../project/composeNode';
import { listNode, mapEntries, mappingNode, scalarText, textNode } from '../project/nodeEdits';
import { asKeyTextForm, asKeyValueForm, asListForm, asNamedForm, booleanNode, madeEntry, namedForm, requireKeys, type ReportFault } from './formMakers';
import { parseBoolean } from './goNumbers';
import { portForms } from './portForms';
import { isDateNode } from './typedValues';
import { volumeForms } from './volumeForms';

type Form = (node: ComposeNode, report: ReportFault) => ComposeNode;

/** How each key of a service that can be written short is written long. Source: compose-go `transform/`. */
const forms: ReadonlyMap<string, Form> = new Map(Object.entries<Form>({
  annotations: asKeyTextForm,
  build: buildForm,
  deploy: (node) => withForm(node, 'labels', asKeyTextForm),
  configs: fileForms,
  depends_on: dependencyForm,
  devices: deviceForms,
  dns: asListForm,
  dns_search: asListForm,
  env_file: envFileForms,
  environment: asKeyValueForm,
  extends: extendsForm,
  extra_hosts: hostsForm,
  gpus: (node) => (node.kind === 'scalar' && node.value === 'all' ? listNode([mappingNode([madeEntry('count', node, node.place)], node.place)], node.place) : node),
  label_file: asListForm,
  labels: asKeyTextForm,
  models: asNamedForm,
  networks: networkForms,
  ports: portForms,
  secrets: fileForms,
  sysctls: asKeyTextForm,
  tmpfs: asListForm,
  volumes: volumeForms,
  healthcheck: healthcheckForm,
}));

/** A service with every short form made long. */
export function serviceForm(service: ComposeNode, report: ReportFault): ComposeNode {
  if (service.kind !== 'mapping') return service;
  return mapEntries(service, ({ key, value }) => (isNothing(value) ? value : (forms.get(key)?.(value, report) ?? value)));
}

function isNothing(node: ComposeNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function withForm(node: ComposeNode, name: string, form: (node: ComposeNode) => ComposeNode): ComposeNode {
  return node.kind === 'mapping' ? mapEntries(node, ({ key, value }) => (key === name && !isNothing(value) ? form(value) : value)) : node;
}

function buildForm(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind === 'scalar') return mappingNode([madeEntry('context', node, node.place)], node.place);
  if (node.kind !== 'mapping') return node;
  return mapEntries(node, ({ key, value }) => {
    if (isNothing(value)) return value;
    if (key === 'labels') return asKeyTextForm(value);
    if (key === 'args') return asKeyValueForm(value);
    if (key === 'additional_contexts') return contextForms(value, report);
    if (key === 'extra_hosts') return hostsForm(value, report);
    if (key === 'secrets') return fileForms(value, report);
    return key === 'ssh' ? sshForm(value, report) : value;
  });
}

/** Each is a name with a text behind it; anything else ends Compose itself. */
function contextForms(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind === 'list') {
    const wrong = node.items.find((item) => item.kind === 'scalar' && !scalarText(item).includes('='));
    if (wrong) report('invalid-context', 'A further context is `NAME=PATH`. Compose rejects it without `=`.', wrong);
    return asKeyValueForm(node);
  }
  const entries = node.kind === 'mapping' ? [...node.entries.values()] : [];
  const odd = entries.find(({ value }) => value.kind === 'scalar' && (typeof value.value !== 'string' || isDateNode(value)));
  if (odd) report('invalid-context', `The further context \`${odd.key}\` is not text. Compose breaks off: give it a path or an address, in quotes.`, odd.value);
  return node;
}

function sshForm(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind !== 'list') return node;
  const wrong = node.items.find((item) => item.kind === 'scalar' && !scalarText(item).includes('=') && scalarText(item) !== 'default');
  if (wrong) report('invalid-ssh-key', 'A key is `default`, or `ID=PATH`. Compose rejects anything else.', wrong);
  return asKeyValueForm(node);
}

/** Short entries name a secret or a config. */
function fileForms(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind !== 'list') return node;
  for (const item of node.items) requireKeys(item, ['source'], report);
  return listNode(node.items.map((item) => (item.kind === 'scalar' ? mappingNode([madeEntry('source', item, item.place)], item.place) : item)), node.place);
}

function dependencyForm(node: ComposeNode): ComposeNode {
  const started = (item: ComposeNode): ComposeNode =>
    mappingNode([madeEntry('condition', textNode('service_started', item.place), item.place), madeEntry('required', booleanNode(true, item.place), item.place)], item.place);
  if (node.kind === 'list') return namedForm(node, started);
  if (node.kind !== 'mapping') return node;
  return mapEntries(node, ({ value }) => {
    if (value.kind !== 'mapping') return value;
    const made = started(value);
    return made.kind === 'mapping' ? { ...value, entries: new Map([...made.entries, ...value.entries]) } : value;
  });
}

function envFileForms(node: ComposeNode): ComposeNode {
  const items = node.kind === 'list' ? node.items : [node];
  return listNode(items.map((item) => {
    if (item.kind === 'list') return item;
    const required = madeEntry('required', booleanNode(true, item.place), item.place);
    // As an item of a list Compose takes a date.
    if (item.kind === 'scalar') return mappingNode([madeEntry('path', node.kind === 'list' ? asText(item) : item, item.place), required], item.place);
    const written = item.entries.get('required');
    const value = written?.value.kind === 'scalar' && typeof written.value.value === 'string' ? parseBoolean(written.value.value) : undefined;
    if (written && value === undefined) return item;
    const entry = written && value !== undefined ? { ...written, value: booleanNode(value, written.value.place) } : required;
    return { ...item, entries: new Map([...item.entries, ['required', entry]]) };
  }), node.place);
}

/** A name with `x-` is none here: Compose takes the entry for an extension, and then finds no such network. */
function networkForms(node: ComposeNode, report: ReportFault): ComposeNode {
  const form = asNamedForm(node);
  const entries = form.kind === 'mapping' ? [...form.entries.values()] : [];
  for (const { key, keyPlace, value } of entries) if (key.startsWith('x-')) report('value-not-allowed', `A service cannot join \`${key}\`: Compose takes no network whose name starts with \`x-\`. Give it another name.`, { ...value, place: keyPlace });
  return form;
}

function extendsForm(node: ComposeNode): ComposeNode {
  return node.kind === 'scalar' ? mappingNode([madeEntry('service', node, node.place)], node.place) : node;
}

/** `SOURCE:TARGET:PERMISSIONS`, from the right. */
function deviceForms(node: ComposeNode, report: ReportFault): ComposeNode {
  if (node.kind !== 'list') return node;
  for (const item of node.items) requireKeys(item, ['target'], report);
  return listNode(node.items.map((item) => (item.kind === 'scalar' ? deviceForm(item, report) : item)), node.place);
}

function deviceForm(item: ComposeScalarNode, report: ReportFault): ComposeNode {
  const parts = scalarText(item).split(':');
  if (parts.length > 3) report('invalid-device', 'A device is `SOURCE:TARGET:PERMISSIONS`, with two colons at most. Compose rejects it.', item);
  const [source = '', written = '', permissions = 'rwm'] = parts;
  const target = written === '' ? source : written;
  return mappingNode(Object.entries({ source, target, permissions }).map(([key, value]) => madeEntry(key, textNode(value, item.place, item.isUncertain), item.place)), item.place);
}

/** `HOST=IP` or `HOST:IP`; a host can stand several times. */
function hostsForm(node: ComposeNode, report: ReportFault): ComposeNode {
  const badName = 'A host\'s name has no `:` and no `=`, and is not empty. Compose rejects it.';
  if (node.kind === 'mapping') for (const { key, value } of node.entries.values()) if (/[:=]/.test(key)) report('invalid-host', badName, value);
  if (node.kind === 'mapping') return mapEntries(node, ({ value }) => (value.kind === 'list' ? listNode(value.items.map((item) => (item.kind === 'scalar' ? asText(item) : item)), value.place) : value));
  if (node.kind !== 'list') return node;
  const addresses = new Map<string, ComposeScalarNode[]>();
  for (const item of node.items) {
    // Compose takes a date, and nobody has a use for it.
    if (item.kind !== 'scalar' || isDateNode(item)) continue;
    const match = /^([^=]*)=(.*)$/s.exec(scalarText(item)) ?? /^([^:]*):(.*)$/s.exec(scalarText(item));
    if (!match) report('invalid-host', `\`${scalarText(item).slice(0, 60)}\` names no address: write \`HOST=IP\`. Compose rejects it.`, item);
    else if (match[1] === '' || match[1]!.includes(':')) report('invalid-host', badName, item);
    else addresses.set(match[1]!, [...(addresses.get(match[1]!) ?? []), textNode(match[2]!.replace(/^\[(.*)\]$/s, '$1'), item.place, item.isUncertain)]);
  }
  return mappingNode([...addresses].map(([host, items]) => madeEntry(host, listNode(items, items[0]!.place), items[0]!.place)), node.place);
}

function healthcheckForm(node: ComposeNode): ComposeNode {
  if (node.kind !== 'mapping') return node;
  return mapEntries(node, ({ key, value }) =>
    key === 'test' && value.kind === 'scalar' && value.value !== null ? listNode([textNode('CMD-SHELL', value.place), value], value.place) : value,
  );
}

/** The same text, as if it stood in quotes. */
function asText(item: ComposeScalarNode): ComposeScalarNode {
  return isDateNode(item) ? { ...item, isPlain: false } : item;
}
