import type { ComposeMappingNode, ComposeNode, ComposeScalarNode } from '../composeNode';
import { schemaPathAt } from '../../schema/schemaPaths';
import { parseByteSize } from '../../values/byteSizes';
import { scalarText } from '../nodeEdits';
import type { ProjectReading } from '../projectReading';
import { entriesAt, itemsAt, nodeAt, scalarAt } from '../readNodes';
import type { ModelService } from './projectServices';

/** A key that the schema does not have is often `image` or `build`, misspelled or too far to the right: it is reported already. */
function hasUnknownKey({ entries }: ComposeMappingNode): boolean {
  const known = schemaPathAt(['services', '*'])?.keys;
  return [...entries.keys()].some((key) => !key.startsWith('x-') && known?.has(key) === false);
}

/** Keys of one service that exclude each other, and values that contradict each other. Only what every Compose rejects. */
export function checkContradictions({ name, node, namePlace }: ModelService, reading: ProjectReading): void {
  const build = nodeAt(node, 'build');
  const image = nodeAt(node, 'image');
  // An image that is no text, or has no value, is a fault of its own.
  const hasNoImage = !image || (image.kind === 'scalar' && image.value !== null && scalarText(image) === '');
  if (!build && hasNoImage && !nodeAt(node, 'provider') && !nodeAt(node, 'extends') && !hasUnknownKey(node)) {
    reading.fault('no-image-and-no-build', `\`${name}\` has neither \`image\` nor \`build\`: Compose does not know what to run.`, namePlace, 'rest-of-project');
  }
  const dockerfile = scalarAt(build, 'dockerfile');
  if (dockerfile && !isMissing(build, 'dockerfile_inline') && scalarText(dockerfile) !== '') {
    reading.fault('dockerfile-twice', `\`${name}\` has both \`dockerfile\` and \`dockerfile_inline\`. Compose takes one of them only.`, dockerfile.place);
  }
  const mode = scalarAt(node, 'network_mode');
  if (mode && scalarText(mode) !== '' && entriesAt(node, 'networks').length > 0) {
    reading.fault('network-mode-with-networks', `\`${name}\` has both \`network_mode\` and \`networks\`. They exclude each other: remove one.`, mode.place, certainty(mode));
  }
  checkHealthcheck(node, reading);
  checkPlatforms(build, scalarAt(node, 'platform'), reading);
  checkScale(name, node, reading);
  checkLimits(name, node, reading);
  checkWatch(node, reading);
  checkDevices(node, reading);
}

function isMissing(node: ComposeNode | undefined, key: string): boolean {
  const found = scalarAt(node, key);
  return !found || scalarText(found) === '';
}

function certainty(...nodes: readonly ComposeScalarNode[]): 'nothing' | 'rest-of-project' {
  return nodes.some(({ isUncertain }) => isUncertain) ? 'rest-of-project' : 'nothing';
}

function checkHealthcheck(node: ComposeMappingNode, reading: ProjectReading): void {
  const [first] = itemsAt(node, 'healthcheck', 'test');
  if (first?.kind !== 'scalar' || ['CMD', 'CMD-SHELL', 'NONE'].includes(scalarText(first))) return;
  reading.fault('healthcheck-form', 'A list for `test` starts with `CMD` (the words of a program), `CMD-SHELL` (one line for the shell) or `NONE`. Compose rejects anything else.', first.place, certainty(first));
}

function checkPlatforms(build: ComposeNode | undefined, platform: ComposeScalarNode | undefined, reading: ProjectReading): void {
  const platforms = itemsAt(build, 'platforms').flatMap((item) => (item.kind === 'scalar' ? [item] : []));
  if (!platform || platforms.length === 0 || scalarText(platform) === '') return;
  if (platforms.some((item) => scalarText(item) === scalarText(platform))) return;
  reading.fault('platform-not-built', `\`platform\` is \`${scalarText(platform)}\`, and \`build.platforms\` does not list it. Compose rejects that.`, platform.place, certainty(platform, ...platforms));
}

function checkScale(name: string, node: ComposeMappingNode, reading: ProjectReading): void {
  const [scale, replicas] = [scalarAt(node, 'scale'), scalarAt(node, 'deploy', 'replicas')];
  if (scale && replicas && scale.value !== replicas.value) {
    reading.fault('scale-twice', `\`scale\` and \`deploy.replicas\` of \`${name}\` differ. Compose rejects that: keep one.`, scale.place, certainty(scale, replicas));
  }
  const count = scale ?? replicas;
  const container = scalarAt(node, 'container_name');
  if (count && typeof count.value === 'number' && count.value > 1 && container && scalarText(container) !== '') {
    reading.fault('container-name-with-scale', `\`${name}\` runs ${count.value} times, and a name belongs to one container. Remove \`container_name\`.`, container.place, certainty(count, container));
  }
}

/** A limit of the service itself and the same under `deploy`, which must be equal. */
const limits: readonly (readonly [string, string, string])[] = [
  ['cpus', 'limits', 'cpus'],
  ['pids_limit', 'limits', 'pids'],
  ['mem_limit', 'limits', 'memory'],
  ['mem_reservation', 'reservations', 'memory'],
];

function checkLimits(name: string, node: ComposeMappingNode, reading: ProjectReading): void {
  for (const [key, group, below] of limits) {
    const own = scalarAt(node, key);
    const deployed = nodeAt(node, 'deploy', 'resources', group);
    if (!own || !deployed) continue;
    const other = scalarAt(deployed, below);
    const [size, otherSize] = [amountOf(own, below), other ? amountOf(other, below) : 0];
    // Where the group is there without the key, Compose compares with zero; what is no amount is a fault of its own.
    if (size === undefined || otherSize === undefined || size === 0 || size === otherSize) continue;
    reading.fault('limits-differ', `\`${key}\` and \`deploy.resources.${group}.${below}\` of \`${name}\` differ. Compose rejects that: keep one.`, own.place, certainty(own, ...(other ? [other] : [])));
  }
}

function amountOf(scalar: ComposeScalarNode, key: string): number | undefined {
  if (typeof scalar.value === 'number') return scalar.value;
  const text = scalarText(scalar);
  const amount = key === 'memory' ? parseByteSize(text) : Number(text);
  return amount === undefined || Number.isNaN(amount) ? undefined : amount;
}

/** Actions of `develop.watch` that copy nothing. */
const withoutTarget = ['rebuild', 'restart'];

function checkWatch(node: ComposeMappingNode, reading: ProjectReading): void {
  for (const item of itemsAt(node, 'develop', 'watch')) {
    const action = scalarAt(item, 'action');
    if (!action || action.isUncertain || withoutTarget.includes(scalarText(action)) || !isMissing(item, 'target')) continue;
    reading.fault('watch-without-target', `\`${scalarText(action)}\` copies into the container and needs a \`target\`: where the files go. Compose rejects it without one.`, action.place, scalarAt(item, 'target') ? 'rest-of-project' : 'nothing');
  }
}

/** Devices are counted or named, never both. Source: compose-go `validation/validation.go`. */
function checkDevices(node: ComposeMappingNode, reading: ProjectReading): void {
  for (const item of [...itemsAt(node, 'deploy', 'resources', 'reservations', 'devices'), ...itemsAt(node, 'gpus')]) {
    const [count, ids] = [nodeAt(item, 'count'), nodeAt(item, 'device_ids')];
    if (count && ids) reading.fault('count-with-device-ids', '`count` and `device_ids` exclude each other. Compose rejects that: keep one.', count.place);
  }
}
