/** What a project's parts are called. */
export type NameKind = 'service' | 'network' | 'volume' | 'secret' | 'config' | 'model' | 'profile';

/** The sections that define names. */
export const definingSections: ReadonlyMap<string, NameKind> = new Map([
  ['services', 'service'], ['networks', 'network'], ['volumes', 'volume'], ['secrets', 'secret'], ['configs', 'config'], ['models', 'model'],
] as const);

/** Finds the name in a value's text; undefined where this value names nothing of that kind. */
export type NameInText = (text: string) => { readonly start: number; readonly end: number } | undefined;

export interface NamePlace {
  readonly kind: NameKind;
  readonly find: NameInText;
}

const whole: NameInText = (text) => (text === '' ? undefined : { start: 0, end: text.length });
/** `db:alias`, `db:ro` */
const beforeColon: NameInText = (text) => whole(text.split(':', 1)[0]!);
/** A source that starts like a path is a folder of the host. */
const volumeSource: NameInText = (text) => (text.includes(':') && !/^(?:[./~\\]|[A-Za-z]:[\\/])/.test(text) ? beforeColon(text) : undefined);
const volumeName: NameInText = (text) => (/^[./~\\]/.test(text) ? undefined : whole(text));
const ofAnotherService: NameInText = (text) => (text.startsWith('container:') ? undefined : beforeColon(text));
const behindService: NameInText = (text) => {
  const at = /(?:^|=)service:/.exec(text);
  return at ? { start: at.index + at[0].length, end: text.length } : undefined;
};

/** Values that name something, by the schema's path: `*` is a name that the author chose, `[]` an item of a list. */
export const nameValues: ReadonlyMap<string, NamePlace> = new Map<string, NamePlace>([
  ['services.*.depends_on[]', { kind: 'service', find: whole }],
  ['services.*.links[]', { kind: 'service', find: beforeColon }],
  ['services.*.volumes_from[]', { kind: 'service', find: ofAnotherService }],
  ['services.*.extends', { kind: 'service', find: whole }],
  ['services.*.extends.service', { kind: 'service', find: whole }],
  ['services.*.network_mode', { kind: 'service', find: behindService }],
  ['services.*.ipc', { kind: 'service', find: behindService }],
  ['services.*.pid', { kind: 'service', find: behindService }],
  ['services.*.build.context', { kind: 'service', find: behindService }],
  ['services.*.build.additional_contexts[]', { kind: 'service', find: behindService }],
  ['services.*.build.additional_contexts.*', { kind: 'service', find: behindService }],
  ['services.*.networks[]', { kind: 'network', find: whole }],
  ['services.*.volumes[]', { kind: 'volume', find: volumeSource }],
  ['services.*.volumes[].source', { kind: 'volume', find: volumeName }],
  ['services.*.secrets[]', { kind: 'secret', find: whole }],
  ['services.*.secrets[].source', { kind: 'secret', find: whole }],
  ['services.*.build.secrets[]', { kind: 'secret', find: whole }],
  ['services.*.build.secrets[].source', { kind: 'secret', find: whole }],
  ['services.*.configs[]', { kind: 'config', find: whole }],
  ['services.*.configs[].source', { kind: 'config', find: whole }],
  ['services.*.credential_spec.config', { kind: 'config', find: whole }],
  ['services.*.models[]', { kind: 'model', find: whole }],
  ['services.*.profiles[]', { kind: 'profile', find: whole }],
]);

/** Mappings whose keys name something. */
export const nameKeys: ReadonlyMap<string, NameKind> = new Map<string, NameKind>([
  ['services.*.depends_on', 'service'], ['services.*.networks', 'network'], ['services.*.models', 'model'],
]);

/** Mappings below a service whose keys are the author's. */
export const authorsKeys: ReadonlySet<string> = new Set([...nameKeys.keys(), 'services.*.build.additional_contexts']);
