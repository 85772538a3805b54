import { explainedSignals } from '../hover/explainedNames';

/** Linux capabilities by the names that `cap_add` takes. Source: capabilities(7). */
const capabilities = [
  'ALL', 'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH',
  'FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN',
  'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT',
  'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG', 'WAKE_ALARM',
];
const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64'];
const networkDrivers = ['bridge', 'host', 'overlay', 'macvlan', 'ipvlan', 'none'];

/**
 * Values that Compose or the Engine knows by name where the schema takes any text, by the schema's path. Quotes stand where
 * YAML readers differ without them.
 */
export const knownComposeValues: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  'services.*.restart': ['unless-stopped', 'always', 'on-failure', '"no"'],
  'services.*.pull_policy': ['missing', 'always', 'never', 'build', 'daily', 'weekly'],
  'services.*.network_mode': ['bridge', 'host', 'none'],
  'services.*.build.network': ['default', 'host', 'none'],
  'services.*.ipc': ['host', 'private', 'shareable', 'none'],
  'services.*.pid': ['host'],
  'services.*.uts': ['host'],
  'services.*.userns_mode': ['host'],
  'services.*.platform': platforms,
  'services.*.build.platforms[]': platforms,
  'services.*.cap_add[]': capabilities,
  'services.*.cap_drop[]': capabilities,
  'services.*.stop_signal': [...explainedSignals],
  'services.*.logging.driver': ['json-file', 'local', 'journald', 'syslog', 'fluentd', 'gelf', 'awslogs', 'gcplogs', 'splunk', 'etwlogs', 'none'],
  'services.*.healthcheck.test[]': ['CMD', 'CMD-SHELL', 'NONE'],
  'services.*.ports[].protocol': ['tcp', 'udp', 'sctp'],
  'services.*.ports[].mode': ['host', 'ingress'],
  'services.*.volumes[].type': ['bind', 'volume', 'tmpfs', 'image', 'cluster', 'npipe'],
  'services.*.security_opt[]': ['no-new-privileges:true', 'seccomp=unconfined', 'apparmor=unconfined', 'label=disable'],
  'services.*.gpus': ['all'],
  'services.*.deploy.mode': ['replicated', 'global', 'replicated-job', 'global-job'],
  'services.*.deploy.endpoint_mode': ['vip', 'dnsrr'],
  'services.*.deploy.restart_policy.condition': ['any', 'on-failure', 'none'],
  'services.*.deploy.update_config.failure_action': ['pause', 'continue', 'rollback'],
  'services.*.deploy.rollback_config.failure_action': ['pause', 'continue'],
  'networks.*.driver': networkDrivers,
  'networks.*.ipam.driver': ['default'],
  'volumes.*.driver': ['local'],
}));

/** Keys that most files have, the most frequent first; the others follow in the schema's order. */
export const usualKeys: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  '': ['services', 'volumes', 'networks', 'secrets', 'configs', 'name', 'include'],
  'services.*': [
    'image', 'build', 'command', 'ports', 'volumes', 'environment', 'env_file', 'depends_on', 'networks', 'restart', 'healthcheck', 'container_name',
    'entrypoint', 'labels', 'deploy', 'profiles', 'user', 'working_dir', 'secrets', 'configs', 'expose', 'extends', 'hostname', 'logging',
  ],
  'services.*.build': ['context', 'dockerfile', 'target', 'args'],
  'services.*.healthcheck': ['test', 'interval', 'timeout', 'retries', 'start_period', 'start_interval'],
  'services.*.deploy': ['replicas', 'resources', 'restart_policy'],
  'services.*.ports[]': ['target', 'published', 'host_ip', 'protocol'],
  'services.*.volumes[]': ['type', 'source', 'target', 'read_only'],
}));
