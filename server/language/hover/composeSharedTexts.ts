/** Keys that mean what another key means, and share its text. */
export const sameKeys: ReadonlyMap<string, string> = new Map([
  ...['environment', 'external', 'file', 'labels', 'name'].map((key) => [`configs.${key}`, `secrets.${key}`] as const),
  ...['secrets.driver_opts', 'secrets.template_driver', 'configs.template_driver'].map((key) => [key, 'secrets.driver'] as const),
  ...['volumes', 'secrets', 'configs'].map((section) => [`${section}.external.name`, 'networks.external.name'] as const),
  ['volumes.labels', 'networks.labels'],
  ['networks.ipam.options', 'networks.ipam.driver'],
  ['services.blkio_config.device_write_bps', 'services.blkio_config.device_read_bps'],
  ['services.blkio_config.device_write_iops', 'services.blkio_config.device_read_iops'],
  ['services.cpu_percent', 'services.cpu_count'],
  ['services.cpu_period', 'services.cpu_quota'],
  ['services.cpu_rt_period', 'services.cpu_rt_runtime'],
  ['services.build.isolation', 'services.isolation'],
  ['services.models.model_var', 'services.models.endpoint_var'],
  ['services.networks.ipv6_address', 'services.networks.ipv4_address'],
  ['services.ports.app_protocol', 'services.ports.name'],
  ...['services.secrets.gid', 'services.secrets.mode', 'services.configs.uid', 'services.configs.gid', 'services.configs.mode'].map((key) => [key, 'services.secrets.uid'] as const),
  ...['services.build.secrets.gid', 'services.build.secrets.mode'].map((key) => [key, 'services.build.secrets.uid'] as const),
  ...['services.configs.source', 'services.build.secrets.source'].map((key) => [key, 'services.secrets.source'] as const),
  ...['services.ulimits.hard', 'services.build.ulimits.soft', 'services.build.ulimits.hard'].map((key) => [key, 'services.ulimits.soft'] as const),
]);

/** Keys below which the same stands as below another one, but for what has a text of its own. */
export const sameBelow: ReadonlyMap<string, string> = new Map([
  ['services.deploy.rollback_config', 'services.deploy.update_config'],
  ['services.pre_start', 'services.post_start'],
  ['services.pre_stop', 'services.post_start'],
  ['services.develop.watch.exec', 'services.post_start'],
  ['services.gpus', 'services.deploy.resources.reservations.devices'],
]);

/** Keys of `sameBelow` that have a text of their own. */
export const ownBelow: ReadonlySet<string> = new Set(['services.pre_start.image', 'services.pre_start.per_replica']);

/** Keys whose text also explains all that stands below them: there is nothing to say of each part alone. */
export const explainedWhole: ReadonlySet<string> = new Set([
  'services.blkio_config.device_read_bps', 'services.blkio_config.device_read_iops', 'services.blkio_config.weight_device',
  'services.credential_spec', 'services.deploy.placement.preferences', 'services.deploy.resources.reservations.generic_resources',
]);
