import type { NetworkFacts, VolumeFacts } from '../../language/graph/daemonFacts';
import { below, compareTexts, field, list, seconds, text } from './answerFields';

/** What newer Engines label a volume with that was made without a name. */
const anonymousLabel = 'com.docker.volume.anonymous';

/** `GET /volumes`, newest first. */
export function decodeVolumeList(answer: unknown): VolumeFacts[] {
  const volumes = list(field(answer, 'Volumes')).flatMap((entry): VolumeFacts[] => {
    const name = text(field(entry, 'Name'));
    const labels = field(entry, 'Labels');
    const anonymous = /^[0-9a-f]{64}$/.test(name) || field(labels, anonymousLabel) !== undefined;
    const driver = text(field(entry, 'Driver'));
    return name === '' ? [] : [{ name, driver, created: seconds(field(entry, 'CreatedAt')), anonymous, ...composeProject(labels) }];
  });
  return volumes.sort((a, b) => b.created - a.created || compareTexts(a.name, b.name));
}

/** `GET /networks`, newest first. */
export function decodeNetworkList(answer: unknown): NetworkFacts[] {
  const networks = list(answer).flatMap((entry): NetworkFacts[] => {
    const id = text(field(entry, 'Id'));
    const subnets = list(below(entry, 'IPAM', 'Config')).map((range) => text(field(range, 'Subnet'))).filter((subnet) => subnet !== '');
    return id === ''
      ? []
      : [
          {
            id,
            name: text(field(entry, 'Name')),
            driver: text(field(entry, 'Driver')),
            scope: text(field(entry, 'Scope')),
            internal: field(entry, 'Internal') === true,
            created: seconds(field(entry, 'Created')),
            subnets,
            ...composeProject(field(entry, 'Labels')),
          },
        ];
  });
  return networks.sort((a, b) => b.created - a.created || compareTexts(a.id, b.id));
}

function composeProject(labels: unknown): { readonly composeProject?: string } {
  const project = text(field(labels, 'com.docker.compose.project'));
  return project === '' ? {} : { composeProject: project };
}
