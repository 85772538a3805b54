import { hostPath } from '../compose/hostPath';
import { parseVolumeMount, readLongVolume, type VolumeMount } from '../compose/volumeMount';
import { entriesAt, itemsAt, nodeAt, scalarAt } from '../compose/project/readNodes';
import type { ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { inlineCode } from '../wording';
import { hiddenSteps } from './composeBuildFacts';
import { code, unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { projectOf, scopeOf, servicesOf } from './composeModel';
import { declaredFacts, nameWords, usersWords } from './composeNameWords';
import { serviceItems } from './composeServiceItems';

/** The mount at hand, or all of the service's at the key. */
export function serviceVolumeFacts(context: ComposeHoverContext): string[] {
  return serviceItems(context, 'volumes').flatMap((value) => {
    const text = context.text(value);
    const mount = text === undefined ? readLongVolume(value, context.fillIn) : parseVolumeMount(text);
    if (mount) return [mountWords(context, mount)];
    return text === undefined ? [] : [`Compose rejects ${code(text)}: a part between the colons is empty, or there are too many.`];
  });
}

function mountWords(context: ComposeHoverContext, mount: VolumeMount): string {
  const target = inlineCode(mount.target);
  const access = mount.readOnly ? ' The container can only read it.' : '';
  if (mount.type === 'tmpfs') return `Memory is mounted at ${target}; it is empty at each start.`;
  if (mount.type === 'bind') return bindWords(context, mount) + access;
  if (mount.type === 'image') return `Files of the image ${inlineCode(mount.source ?? '')} at ${target}; what the container changes there is not kept.`;
  if (mount.type !== 'volume') return `A mount of type ${inlineCode(mount.type)} at ${target}.${access}`;
  if (mount.source === undefined) return `Anonymous volume at ${target}: it has no name of its own, so after \`docker compose down\` the next \`up\` starts with a new one.${access}`;
  // A volume's name has no slash: whatever the variable is, this is a path.
  if (unknownVariables(mount.source).length > 0 && /[\\/]/.test(mount.source)) return bindWords(context, mount) + access;
  if (unknownVariables(mount.source).length > 0) return `What is mounted at ${target} depends on ${inlineCode(mount.source)}, not known here.${access}`;
  const declared = nodeAt(projectOf(context).model, 'volumes', mount.source) !== undefined || entriesAt(projectOf(context).model, 'volumes').some(({ key }) => key === mount.source);
  const filled = mount.copiesImageData ? ' While it is empty, it is first filled with what the image has there.' : '';
  const where = declared ? '' : ` This ${scopeOf(context)} does not declare it under the top-level \`volumes\`.`;
  return `Volume ${inlineCode(mount.source)}, kept by Docker, at ${target}.${filled}${where}${access}`;
}

function bindWords(context: ComposeHoverContext, mount: VolumeMount): string {
  const source = mount.source ?? '';
  if (source.endsWith('docker.sock')) return `The socket of the Docker daemon at ${inlineCode(mount.target)}: whoever uses it controls the host.`;
  const missing = mount.createsHostPath === undefined ? '' : mount.createsHostPath ? ' A missing path becomes an empty folder.' : ' That path must exist.';
  const path = unknownVariables(source).length > 0 ? source : hostPath(context.facts.folder, source);
  const hidden = hiddenSteps(context, mount.target);
  const hides = hidden === undefined ? 'it hides what the image has there' : `it hides what the Dockerfile puts there: ${hidden}`;
  return `${inlineCode(path)} of the host at ${inlineCode(mount.target)}; ${hides}.${missing}`;
}

/** At a top-level volume: who mounts it where, and what it is called on the daemon. */
export function volumeFacts(context: ComposeHoverContext): string[] {
  const name = context.place.path[1];
  if (typeof name !== 'string') return declaredFacts(context);
  const users = servicesOf(context).flatMap(({ name: service, node }) => mountsOf(node, name).map((target) => `${service}:${target}`));
  return [...localFacts(context, name), usersWords(context, users), ...nameWords(context, name, 'volumes')];
}

/** Where the data of a volume of the driver `local` with options really is. */
function localFacts(context: ComposeHoverContext, name: string): string[] {
  const volume = nodeAt(projectOf(context).model, 'volumes', name);
  const [driver, type, options, device] = [scalarAt(volume, 'driver'), ...['type', 'o', 'device'].map((key) => scalarAt(volume, 'driver_opts', key))];
  const text = (scalar: typeof driver): string => (scalar ? context.fillIn(scalar.written) : '');
  if ((driver && text(driver) !== 'local') || !device) return [];
  const isBind = text(options).split(',').some((option) => option === 'bind' || option === 'rbind');
  if (isBind) return [`Its data lies in ${inlineCode(text(device))} of the host, which must exist: it is a bind mount under a volume's name.`];
  const address = text(options).split(',').find((option) => option.startsWith('addr='))?.slice('addr='.length);
  if (/^(?:nfs4?|cifs)$/.test(text(type))) return [`Its data lies on ${address === undefined ? 'a file server' : inlineCode(address)}, ${inlineCode(text(device))}, mounted by ${text(type).toUpperCase()} when a container starts.`];
  return text(type) === 'tmpfs' ? ['It lies in memory and is empty again once no container uses it.'] : [];
}

/** Where a service mounts a volume; `?` stands for a path that a variable decides. */
function mountsOf(service: ComposeNode, volume: string): string[] {
  return itemsAt(service, 'volumes').flatMap((mount) => {
    const [type, source, target] = ['type', 'source', 'target'].map((key) => scalarAt(mount, key));
    if (!source || (type && scalarText(type) !== 'volume') || source.isUncertain || scalarText(source) !== volume) return [];
    return [target && !target.isUncertain ? scalarText(target) : '?'];
  });
}
