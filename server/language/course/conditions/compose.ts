import type { ComposeValue } from '../../compose/composeFile';
import { mappingEntries } from '../../compose/composeValues';
import type { ComposeProject } from '../../compose/project/composeProject';
import { resolvePath } from '../../compose/project/projectPaths';
import { certainTextAt, itemsAt } from '../../compose/project/readNodes';
import { serviceEnvironment } from '../../compose/project/serviceEnvironment';
import { portsOf } from '../../composeRules/servicePorts';
import { servicesOf, type RuleService } from '../../composeRules/ruleServices';
import { isSecretName, mask } from '../../maskSecrets';
import { listOf, textOf, unmet, verdict, type Parameters, type StaticConditions, type Verdict } from '../condition';
import { onProject } from './files';
import { checkMount, mountParameters, type Mount } from './mounts';
import { describePorts, isAddress } from './ports';

/** Conditions on a compose file as Compose loads it: with its includes, its variables and every short form made long. */
export const composeConditions: StaticConditions = {
  /** Each of these services is there. */
  'compose-services': {
    parameters: { file: 'string', services: 'list' },
    check: onProject((project, parameters) => {
      const names = servicesOf(project).map(({ name }) => name);
      return verdict(listOf(parameters, 'services').every((name) => names.includes(name)), () => (names.length === 0 ? 'There is no service' : `The services are: ${names.join(', ')}`));
    }),
  },
  /** The service publishes the port, on this address where one is asked for: `0.0.0.0` stands for every one. */
  'compose-port': {
    parameters: { file: 'string', service: 'string', published: 'number', target: 'number', address: 'string?' },
    check: onService((service, parameters) => {
      const ports = portsOf(service);
      const meant = ports.filter(({ host, container }) => host === parameters['published'] && container === parameters['target']);
      return verdict(meant.some((port) => isAddress(port, parameters['address'])), () => describePorts(service.name, meant.length > 0 ? meant : ports));
    }),
  },
  /** The service's containers get this variable, by `environment` or an env file. */
  'compose-environment': {
    parameters: { file: 'string', service: 'string', name: 'string', value: 'string' },
    check: onService((service, parameters, project) => {
      const name = textOf(parameters, 'name');
      const variable = serviceEnvironment(project, service.name).get(name);
      const shown = isSecretName(name) ? mask : variable?.value;
      return verdict(variable?.value === textOf(parameters, 'value'), () => (variable ? `${name} is ${shown ?? 'not known here'}` : `${service.name} is given no ${name}`));
    }),
  },
  /** The service mounts this; `source` is a volume's name in the file, or a path from the file's folder. */
  'compose-mount': {
    parameters: { file: 'string', service: 'string', ...mountParameters },
    check: onService((service, parameters, project) => checkMount(mountsOf(service), parameters, service.name, (mount, wanted) => isSource(mount, wanted, project))),
  },
  /** The file itself has such a key, with whatever value. */
  'compose-has-key': {
    parameters: { file: 'string', key: 'string' },
    check: onProject((project, parameters) => verdict(fileHasKey(project, parameters), () => `${textOf(parameters, 'key')} is not there`)),
  },
  /** The file itself has no such key; `services.*.links` looks into every service. */
  'compose-lacks-key': {
    parameters: { file: 'string', key: 'string' },
    check: onProject((project, parameters) => {
      if (servicesOf(project).length === 0) return unmet('There is no service');
      return verdict(!fileHasKey(project, parameters), () => `${textOf(parameters, 'key')} is there`);
    }),
  },
};

function onService(judge: (service: RuleService, parameters: Parameters, project: ComposeProject) => Verdict) {
  return onProject((project, parameters) => {
    const service = servicesOf(project).find(({ name }) => name === textOf(parameters, 'service'));
    return service ? judge(service, parameters, project) : unmet(`There is no service ${textOf(parameters, 'service')}`);
  });
}

function mountsOf({ node }: RuleService): readonly Mount[] {
  const volumes = itemsAt(node, 'volumes').map((item): Mount => ({
    type: certainTextAt(item, 'type') ?? '',
    source: certainTextAt(item, 'source'),
    target: certainTextAt(item, 'target') ?? '',
    readOnly: certainTextAt(item, 'read_only') === 'true',
  }));
  const temporary = itemsAt(node, 'tmpfs').flatMap((item): Mount[] => {
    const [target = ''] = (certainTextAt(item) ?? '').split(':');
    return [{ type: 'tmpfs', source: undefined, target, readOnly: false }];
  });
  return [...volumes, ...temporary];
}

function isSource({ type, source }: Mount, wanted: string, { folders, paths }: ComposeProject): boolean {
  return source === (type === 'bind' ? resolvePath(folders.get(paths[0] ?? '') ?? '/', wanted) : wanted);
}

function fileHasKey({ files, paths }: ComposeProject, parameters: Parameters): boolean {
  const documents = files.get(paths[0] ?? '')?.documents ?? [];
  return documents.some((document) => hasKey(document, textOf(parameters, 'key').split('.')));
}

function hasKey(value: ComposeValue, [key, ...rest]: readonly string[]): boolean {
  const entries = mappingEntries(value).filter((entry) => key === '*' || entry.key === key);
  return rest.length === 0 ? entries.length > 0 : entries.some((entry) => hasKey(entry.value, rest));
}
