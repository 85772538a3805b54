import type { ComposeEntry, ComposeFile, ComposeValue } from '../compose/composeFile';
import { placeAt } from '../compose/composePlace';
import { asList, mappingEntries, valueOf, withoutAlias } from '../compose/composeValues';
import { inlineCode } from '../wording';
import { byteSizeFacts, durationFacts, gracePeriodFacts, processorFacts, swapFacts } from './composeAmountFacts';
import { buildFacts, imageFacts } from './composeBuildFacts';
import { commandFacts, entrypointFacts } from './composeCommandFacts';
import { deployFacts, networkModeFacts, replicaFacts, resourceFacts, restartPolicyFacts } from './composeDeployFacts';
import { environmentFacts, variableFacts } from './composeEnvironmentFacts';
import { envFileFacts } from './composeEnvFileFacts';
import { healthcheckFacts } from './composeHealthcheckFacts';
import { composeHoverContext, type ComposeFacts, type ComposeHoverContext } from './composeHoverContext';
import { buildSecretFacts, secretFileFacts, serviceFileFacts } from './composeFileObjectFacts';
import { deviceFacts, linkFacts, loggingFacts, modelFacts } from './composeItemFacts';
import { tmpfsFacts, ulimitFacts } from './composeLimitFacts';
import { composeKey, composeTextId } from './composeHoverIds';
import { networkFacts, serviceNetworkFacts } from './composeNetworkFacts';
import { overruledFacts, tagFacts } from './composeOverrideFacts';
import { extraHostFacts, portFacts } from './composePortFacts';
import { extendsFacts, extensionFacts, includeFacts, nameFacts, placeWhereUsed, type PlaceWhereUsed } from './composeReuseFacts';
import { mostItems, nameList } from './composeServiceItems';
import { containerNameFacts, dependencyFacts, profileFacts, restartFacts, serviceFacts, topLevelServicesFacts, userFacts } from './composeServiceFacts';
import { serviceVolumeFacts, volumeFacts } from './composeVolumeFacts';
import { watchFacts } from './composeWatchFacts';
import type { HoverResult } from './hoverResult';

export type { ComposeFacts } from './composeHoverContext';

type FactFunction = (context: ComposeHoverContext) => string[];

/** What is computed for a key, at the key and at its values. Keys below one that is listed use it too. */
const factsOfKey: ReadonlyMap<string, FactFunction> = new Map(Object.entries({
  services: topLevelServicesFacts,
  service: serviceFacts,
  networks: networkFacts,
  volumes: volumeFacts,
  secrets: secretFileFacts,
  configs: secretFileFacts,
  'merge-key': mergeFacts,
  'x-': extensionFacts,
  include: includeFacts,
  name: nameFacts,
  'services.extends': extendsFacts,
  'services.image': imageFacts,
  'services.build': buildFacts,
  'services.build.secrets': buildSecretFacts,
  'services.ports': portFacts,
  'services.volumes': serviceVolumeFacts,
  'services.environment': environmentFacts,
  'services.env_file': envFileFacts,
  'services.depends_on': dependencyFacts,
  'services.restart': restartFacts,
  'services.command': commandFacts,
  'services.entrypoint': entrypointFacts,
  'services.networks': serviceNetworkFacts,
  'services.healthcheck': healthcheckFacts,
  'services.logging': loggingFacts,
  'services.tmpfs': tmpfsFacts,
  'services.ulimits': ulimitFacts,
  'services.links': linkFacts,
  'services.devices': deviceFacts,
  'services.models': modelFacts,
  'services.mem_limit': byteSizeFacts,
  'services.mem_reservation': byteSizeFacts,
  'services.memswap_limit': swapFacts,
  'services.shm_size': byteSizeFacts,
  'services.build.shm_size': byteSizeFacts,
  'services.cpus': processorFacts,
  'services.deploy': deployFacts,
  'services.deploy.replicas': replicaFacts,
  'services.scale': replicaFacts,
  'services.deploy.restart_policy': restartPolicyFacts,
  'services.deploy.resources': resourceFacts,
  'services.deploy.resources.limits.memory': byteSizeFacts,
  'services.deploy.resources.limits.cpus': processorFacts,
  'services.deploy.resources.reservations.memory': byteSizeFacts,
  'services.deploy.update_config.delay': durationFacts,
  'services.develop': watchFacts,
  'services.container_name': containerNameFacts,
  'services.user': userFacts,
  'services.network_mode': networkModeFacts,
  'services.stop_grace_period': gracePeriodFacts,
  'services.extra_hosts': extraHostFacts,
  'services.profiles': profileFacts,
  'services.secrets': serviceFileFacts,
  'services.configs': serviceFileFacts,
}));

/**
 * The hover at an offset of a compose file: the text of the key and what it does in this file. Undefined where nothing
 * is known to say. Never throws; facts that would need another file are said to be unknown.
 */
export function composeHover(file: ComposeFile, offset: number, facts: ComposeFacts = {}): HoverResult | undefined {
  const place = placeAt(file, offset);
  if (!place) return undefined;
  const context = composeHoverContext(file, place, facts);
  const key = composeKey(place.path);
  const whereUsed = key === 'x-' && place.path.length > 1 ? placeWhereUsed(context) : undefined;
  const used = whereUsed && whereUsed.path.length > 0 ? contextWhereUsed(context, whereUsed) : context;
  const usedKey = used === context ? key : composeKey(used.place.path);
  const textId = composeTextId(usedKey);
  // A variable that stands twice in a value is said once.
  const computed = [...new Set([...overruledFacts(context), ...tagFacts(context), ...factsFor(usedKey, used), ...userFactsOf(used, whereUsed), ...aliasFacts(context), ...variableFacts(context)])];
  if (textId === undefined && computed.length === 0) return undefined;
  const title = key === 'service' ? `Service ${inlineCode(String(place.path[1]))}` : undefined;
  return { textId, ...(title === undefined ? {} : { title }), computed, span: place.span };
}

/** What is written once and used by aliases is explained as what it is where it is used first. */
function contextWhereUsed(context: ComposeHoverContext, { path }: PlaceWhereUsed): ComposeHoverContext {
  const [section, name] = path;
  const service = section === 'services' ? context.file.services.find((one) => one.name === name) : undefined;
  const used = { ...context, place: { ...context.place, path } };
  // Where the service itself says something else, what stands here does nothing there.
  return service && isBroughtTo(service.entries, path.slice(2), context.place.value) ? { ...used, service } : used;
}

/** Of several services one is looked at. */
function userFactsOf({ service }: ComposeHoverContext, whereUsed: PlaceWhereUsed | undefined): string[] {
  const others = whereUsed?.services.filter((name) => name !== service?.name) ?? [];
  return service && others.length > 0 ? [`So it is in ${inlineCode(service.name)}; ${nameList(others)} ${others.length === 1 ? 'uses' : 'use'} it too.`] : [];
}

function isBroughtTo(entries: readonly ComposeEntry[], [key, ...rest]: readonly (string | number)[], wanted: ComposeValue): boolean {
  const start = entries.find((entry) => entry.key === key)?.value;
  const found = rest.reduce<ComposeValue | undefined>((value, part) => (typeof part === 'number' ? asList(value)?.[part] : valueOf(value, part)), start);
  return withoutAlias(found) === withoutAlias(wanted);
}

function factsFor(key: string, context: ComposeHoverContext): string[] {
  for (let id = key; id !== ''; id = id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : '') {
    const known = factsOfKey.get(id);
    // What is said of all services does not answer a question about one key of one of them.
    if (known) return id === 'services' && key !== 'services' ? [] : known(context);
  }
  return [];
}

/** Which keys `<<` brings, those that the mapping itself writes left out. */
function mergeFacts({ place }: ComposeHoverContext): string[] {
  const sources = asList(place.value) ?? [place.value];
  const own = new Set(place.parent?.entries.map((entry) => entry.key));
  const brought = new Set(sources.slice(0, mostItems).flatMap((source) => mappingEntries(source).map((entry) => entry.key)));
  const [used, overruled] = [[...brought].filter((key) => !own.has(key)), [...brought].filter((key) => own.has(key))];
  return [...(used.length > 0 ? [`Brings ${nameList(used)}.`] : []), ...(overruled.length > 0 ? [`Written here itself, which wins: ${nameList(overruled)}.`] : [])];
}

function aliasFacts({ place, file }: ComposeHoverContext): string[] {
  if (place.part !== 'value' || place.value.kind !== 'alias') return [];
  const { name, target } = place.value;
  if (!target) return [`No anchor ${inlineCode(`&${name}`)} stands above this alias.`];
  const line = file.text.slice(0, target.span.start).split('\n').length;
  return [`Stands for what the anchor ${inlineCode(`&${name}`)} marks, line ${line}.`];
}
