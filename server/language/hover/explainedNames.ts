import { platformArguments } from '../dockerfile/variables';

/** Proxy arguments that a build takes without an ARG, in upper or lower case (BuildKit `proxyEnvFromBuildArgs`). */
export const proxyArguments = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'] as const;

/** Arguments that set up the build itself (reference/dockerfile#buildkit-built-in-build-args). */
export const buildKitArguments = [
  'BUILDKIT_BUILD_NAME', 'BUILDKIT_CACHE_MOUNT_NS', 'BUILDKIT_CONTEXT_KEEP_GIT_DIR', 'BUILDKIT_INLINE_CACHE', 'BUILDKIT_MULTI_PLATFORM',
  'BUILDKIT_SANDBOX_HOSTNAME', 'BUILDKIT_SYNTAX', 'BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE', 'SOURCE_DATE_EPOCH',
] as const;

const predefined: ReadonlySet<string> = new Set([...platformArguments, ...proxyArguments, ...buildKitArguments]);

/** The text that explains an argument which BuildKit knows by itself; undefined for any other name. */
export function predefinedTextId(name: string): string | undefined {
  const known = isProxy(name) ? name.toUpperCase() : name;
  return predefined.has(known) ? `dockerfile/ARG ${known}` : undefined;
}

/** The text for a variable where it is used. */
export function variableTextId(name: string): string {
  return predefinedTextId(name) ?? (explainedVariables.has(name) ? `dockerfile/ENV ${name}` : 'dockerfile/variable');
}

/** A proxy argument, all in upper or all in lower case. */
export function isProxy(name: string): boolean {
  return proxyArguments.some((proxy) => proxy === name || proxy.toLowerCase() === name);
}

/** Environment variables that common programs read. */
export const explainedVariables: ReadonlySet<string> = new Set([
  'PATH', 'HOME', 'LANG', 'LC_ALL', 'DEBIAN_FRONTEND', 'TZ', 'TERM', 'CI', 'PORT', 'NODE_ENV', 'PYTHONUNBUFFERED', 'PYTHONDONTWRITEBYTECODE',
  'PIP_NO_CACHE_DIR', 'JAVA_HOME', 'GOPATH', 'CGO_ENABLED',
]);

/** Label keys with a meaning of their own: the OCI image specification's annotations, and the one that came before them. */
export const explainedLabels: ReadonlySet<string> = new Set([
  'maintainer',
  ...[
    'created', 'authors', 'url', 'documentation', 'source', 'version', 'revision', 'vendor', 'licenses', 'ref.name', 'title', 'description',
    'base.digest', 'base.name',
  ].map((key) => `org.opencontainers.image.${key}`),
]);

/** BuildKit's build checks (linter/ruleset.go). */
export const buildChecks: ReadonlySet<string> = new Set([
  'StageNameCasing', 'FromAsCasing', 'NoEmptyContinuation', 'ConsistentInstructionCasing', 'DuplicateStageName', 'ReservedStageName',
  'JSONArgsRecommended', 'MaintainerDeprecated', 'UndefinedArgInFrom', 'UndefinedVar', 'WorkdirRelativePath', 'MultipleInstructionsDisallowed',
  'LegacyKeyValueFormat', 'InvalidBaseImagePlatform', 'RedundantTargetPlatform', 'SecretsUsedInArgOrEnv', 'InvalidDefaultArgInFrom',
  'FromPlatformFlagConstDisallowed', 'CopyIgnoredFile', 'InvalidDefinitionDescription', 'ExposeProtoCasing', 'ExposeInvalidFormat',
]);

/** Signals with a text of their own; the others share the instruction's. */
export const explainedSignals: ReadonlySet<string> = new Set(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGKILL', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGRTMIN+3']);

/** Numbers of the signals that people write as numbers, on Linux. */
const signalNumbers: Readonly<Record<string, string>> = { 1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 9: 'SIGKILL', 10: 'SIGUSR1', 12: 'SIGUSR2', 15: 'SIGTERM', 28: 'SIGWINCH', 37: 'SIGRTMIN+3' };

/** `15`, `term` and `SIGTERM` are one signal. A number that is not in the list stays one. */
export function signalName(written: string): string {
  const upper = written.toUpperCase();
  return signalNumbers[upper] ?? (/^\d+$/.test(upper) ? upper : `SIG${upper.replace(/^SIG/, '')}`);
}
