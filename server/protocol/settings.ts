/**
 * The settings table: the only place where a setting is defined. `npm run generate` writes package.json's
 * `contributes.configuration` from it, with the words of `content/settings.yaml`.
 */

export interface LayerwiseSettings {
  readonly explainLevel: 'child' | 'teen' | 'developer';
  readonly background: 'none' | 'dotnet' | 'git';
  readonly rules: Readonly<Record<string, 'on' | 'off'>>;
  readonly codeLens: boolean;
  /** Commits that are replayed for the lenses of steps; 0 for none. */
  readonly cacheHistory: number;
  readonly dockerHost: string;
  /** Name of a `docker context`; `dockerHost` goes before it. */
  readonly dockerContext: string;
  /** Shows in the status bar how many containers run. */
  readonly statusBar: boolean;
  /** What is offered beside other extensions for Docker files. */
  readonly coexist: 'auto' | 'everything' | 'additionsOnly';
}

export interface SettingDefinition<T> {
  /** Key below `layerwise.` */
  readonly key: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
  readonly scope: 'machine' | 'resource' | 'window';
}

export const settingDefinitions: { readonly [K in keyof LayerwiseSettings]: SettingDefinition<LayerwiseSettings[K]> } = {
  explainLevel: {
    key: 'explainLevel',
    schema: { type: 'string', enum: ['child', 'teen', 'developer'] },
    default: 'developer',
    scope: 'window',
  },
  background: {
    key: 'background',
    schema: { type: 'string', enum: ['none', 'dotnet', 'git'] },
    default: 'none',
    scope: 'window',
  },
  rules: {
    key: 'rules',
    schema: { type: 'object', additionalProperties: { type: 'string', enum: ['on', 'off'] } },
    default: {},
    scope: 'resource',
  },
  codeLens: { key: 'codeLens', schema: { type: 'boolean' }, default: true, scope: 'window' },
  cacheHistory: { key: 'cacheHistory', schema: { type: 'integer', minimum: 0, maximum: 1000 }, default: 50, scope: 'resource' },
  dockerHost: { key: 'dockerHost', schema: { type: 'string' }, default: '', scope: 'machine' },
  dockerContext: { key: 'dockerContext', schema: { type: 'string' }, default: '', scope: 'machine' },
  statusBar: { key: 'statusBar', schema: { type: 'boolean' }, default: true, scope: 'window' },
  coexist: { key: 'coexist', schema: { type: 'string', enum: ['auto', 'everything', 'additionsOnly'] }, default: 'auto', scope: 'window' },
};

export const defaultSettings: LayerwiseSettings = {
  explainLevel: settingDefinitions.explainLevel.default,
  background: settingDefinitions.background.default,
  rules: settingDefinitions.rules.default,
  codeLens: settingDefinitions.codeLens.default,
  cacheHistory: settingDefinitions.cacheHistory.default,
  dockerHost: settingDefinitions.dockerHost.default,
  dockerContext: settingDefinitions.dockerContext.default,
  statusBar: settingDefinitions.statusBar.default,
  coexist: settingDefinitions.coexist.default,
};
