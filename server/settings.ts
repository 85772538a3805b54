import { defaultSettings, type LayerwiseSettings } from './protocol/settings';
import type { DaemonChoice } from './world/docker/daemonChoice';

/** Takes what the editor sends; a value of another type counts as not set. */
export function readSettings(given: unknown): LayerwiseSettings {
  if (typeof given !== 'object' || given === null) return defaultSettings;
  const values = given as Record<string, unknown>;
  return {
    explainLevel: oneOf(values['explainLevel'], ['child', 'teen', 'developer'], defaultSettings.explainLevel),
    background: oneOf(values['background'], ['none', 'dotnet', 'git'], defaultSettings.background),
    rules: switches(values['rules']),
    codeLens: typeof values['codeLens'] === 'boolean' ? values['codeLens'] : defaultSettings.codeLens,
    cacheHistory: typeof values['cacheHistory'] === 'number' ? values['cacheHistory'] : defaultSettings.cacheHistory,
    dockerHost: typeof values['dockerHost'] === 'string' ? values['dockerHost'] : defaultSettings.dockerHost,
    dockerContext: typeof values['dockerContext'] === 'string' ? values['dockerContext'] : defaultSettings.dockerContext,
    statusBar: typeof values['statusBar'] === 'boolean' ? values['statusBar'] : defaultSettings.statusBar,
    coexist: oneOf(values['coexist'], ['auto', 'everything', 'additionsOnly'], defaultSettings.coexist),
  };
}

/** The daemon that the settings name. */
export function daemonChoice({ dockerHost, dockerContext }: LayerwiseSettings): DaemonChoice {
  return { host: dockerHost, context: dockerContext };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise;
}

function switches(value: unknown): LayerwiseSettings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter((entry): entry is [string, 'on' | 'off'] => entry[1] === 'on' || entry[1] === 'off');
  return Object.fromEntries(entries);
}
