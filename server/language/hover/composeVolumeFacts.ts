import { hostPath } from '../compose/hostPath';
import type { ComposeValue } from '../compose/composeFile';
import { asList, asMapping, asText, mappingEntries, valueOf } from '../compose/composeValues';
import { parseVolumeMount, readLongVolume, type VolumeMount } from '../compose/volumeMount';
import { inlineCode, joinWords } from '../wording';
import { code, unknownVariables, type ComposeHoverContext } from './composeHoverContext';
import { mostItems, serviceItems } from './composeServiceItems';

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
  if (mount.type !== 'volume') return `A mount of type ${inlineCode(mount.type)} at ${target}.${access}`;
  if (mount.source === undefined) return `Anonymous volume at ${target}: it has no name of its own, so after \`docker compose down\` the next \`up\` starts with a new one.${access}`;
  if (unknownVariables(mount.source).length > 0) return `What is mounted at ${target} depends on ${inlineCode(mount.source)}, not known here.${access}`;
  const declared = volumeEntry(context, mount.source);
  const filled = mount.copiesImageData ? ' While it is empty, it is first filled with what the image has there.' : '';
  const where = declared ? '' : ` This file does not declare it under the top-level \`volumes\`.`;
  return `Volume ${inlineCode(mount.source)}, kept by Docker, at ${target}.${filled}${where}${access}`;
}

function bindWords(context: ComposeHoverContext, mount: VolumeMount): string {
  const source = mount.source ?? '';
  if (source.endsWith('docker.sock')) return `The socket of the Docker daemon at ${inlineCode(mount.target)}: whoever uses it controls the host.`;
  const missing = mount.createsHostPath === undefined ? '' : mount.createsHostPath ? ' If it is missing, Docker makes an empty folder.' : ' It must exist.';
  const path = unknownVariables(source).length > 0 ? source : hostPath(context.facts.folder, source);
  return `${inlineCode(path)} of the host at ${inlineCode(mount.target)}; it hides what the image has there.${missing}`;
}

function volumeEntry(context: ComposeHoverContext, name: string): ComposeValue | undefined {
  return context.file.documents.map((document) => valueOf(valueOf(document, 'volumes'), name)).find((found) => found !== undefined);
}

/** At a top-level volume: who mounts it, and what it is called on the daemon. */
export function volumeFacts(context: ComposeHoverContext): string[] {
  const name = context.place.path[1];
  if (typeof name !== 'string') return [];
  const users = context.file.services.filter((service) => {
    const mounts = asList(service.entries.find(({ key }) => key === 'volumes')?.value) ?? [];
    return mounts.some((value) => sourceOf(context, value) === name);
  });
  return [usersWords(users.map((service) => service.name)), ...nameWords(context, name, 'volumes')];
}

function sourceOf(context: ComposeHoverContext, value: ComposeValue): string | undefined {
  const text = context.text(value);
  return (text === undefined ? readLongVolume(value, context.fillIn) : parseVolumeMount(text))?.source;
}

export function usersWords(names: readonly string[]): string {
  if (names.length === 0) return 'No service of this file uses it.';
  return `Used by ${joinWords(names.map((name) => inlineCode(name)), mostItems)}.`;
}

/** What a top-level volume or network is called on the daemon. */
export function nameWords(context: ComposeHoverContext, name: string, kind: 'volumes' | 'networks'): string[] {
  const value = context.file.documents.map((document) => valueOf(valueOf(document, kind), name)).find((found) => found !== undefined);
  const own = context.text(valueOf(value, 'name'));
  const external = valueOf(value, 'external');
  const isExternal = asMapping(external) !== undefined || asText(external)?.text === 'true';
  const called = own ?? (isExternal ? (context.text(valueOf(external, 'name')) ?? name) : undefined);
  if (isExternal) return [`External: ${inlineCode(called ?? name)} must exist before; Compose neither makes nor removes it.`];
  return [own === undefined ? `On the daemon it is called \`PROJECT_${name}\`, with the project's name in front.` : `On the daemon it is called ${inlineCode(own)}.`];
}

/** At a top-level secret or config: where its text comes from and who gets it. */
export function secretFileFacts(context: ComposeHoverContext): string[] {
  const [kind, name] = context.place.path;
  if (typeof name !== 'string') return [];
  const value = context.file.documents.map((document) => valueOf(valueOf(document, String(kind)), name)).find((found) => found !== undefined);
  const file = context.text(valueOf(value, 'file'));
  const environment = asText(valueOf(value, 'environment'))?.text;
  const users = context.file.services.filter((service) => grantedNames(service.entries.find(({ key }) => key === kind)?.value).includes(name));
  const origin = file !== undefined ? [`Read from ${inlineCode(hostPath(context.facts.folder, file))}.`] : environment !== undefined ? [`Read from the variable ${inlineCode(environment)}.`] : [];
  return [...origin, usersWords(users.map((service) => service.name))];
}

function grantedNames(value: ComposeValue | undefined): string[] {
  return (asList(value) ?? []).flatMap((item) => asText(item)?.text ?? asText(valueOf(item, 'source'))?.text ?? []);
}

/** At a service's secrets or configs: where the file appears in the container. */
export function serviceFileFacts(context: ComposeHoverContext): string[] {
  const kind = String(context.place.path[2]);
  return serviceItems(context, kind).flatMap((item) => {
    const name = context.text(item) ?? context.text(valueOf(item, 'source'));
    if (name === undefined) return [];
    const target = mappingEntries(item).length > 0 ? context.text(valueOf(item, 'target')) : undefined;
    const folder = kind === 'secrets' ? '/run/secrets/' : '/';
    return [`${inlineCode(name)} appears in the container as ${inlineCode(target?.startsWith('/') ? target : folder + (target ?? name))}.`];
  });
}
