import { scalarText } from '../compose/project/nodeEdits';
import { itemsAt, scalarAt } from '../compose/project/readNodes';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf } from './ruleServices';

export interface DockerSocketMountedFact extends ComposeRuleFact {
  readonly service: string;
  readonly isReadOnly: boolean;
}

/** The Engine's socket in a container: its API starts containers with the whole file system of the host. */
export const dockerSocketMounted: ComposeRule<DockerSocketMountedFact> = {
  id: 'docker-socket-mounted',
  severity: 'information',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap(({ name, node }) =>
      itemsAt(node, 'volumes').flatMap((mount): DockerSocketMountedFact[] => {
        const source = scalarAt(mount, 'source');
        if (!source || source.isUncertain || !/^\/(?:var\/)?run\/docker\.sock$/.test(scalarText(source))) return [];
        return [{ place: mount.place, service: name, isReadOnly: scalarAt(mount, 'read_only')?.value === true }];
      }),
    ),
  message: ({ service, isReadOnly }) =>
    `Whoever gets into \`${service}\` controls Docker, and with it this machine: the socket can start a container with the whole disk.${isReadOnly ? ' `:ro` protects the file, not what is said through it.' : ''} A proxy that lets only reading requests through is safer.`,
};
