/** The types of RUN --mount (BuildKit instructions/commands_runmount.go). */
export const mountTypes = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;

/** Who may use a cache mount at the same time. */
export const sharingModes = ['shared', 'private', 'locked'] as const;

export type MountType = (typeof mountTypes)[number];

/** The options that mean something for each type, by their documented names (reference/dockerfile#run---mount). */
export const mountOptions: Readonly<Record<MountType, readonly string[]>> = {
  bind: ['target', 'source', 'from', 'rw'],
  cache: ['target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'ro'],
  tmpfs: ['target', 'size'],
  secret: ['id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'target', 'required', 'mode', 'uid', 'gid'],
};

/** Options that stand alone or take true or false. */
export const mountSwitches: ReadonlySet<string> = new Set(['readonly', 'ro', 'readwrite', 'rw', 'required']);
