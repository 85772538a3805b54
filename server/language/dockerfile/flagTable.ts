/** What values a flag takes (BuildKit instructions/bflag.go). */
export type FlagKind = 'boolean' | 'string' | 'strings';

/** Every flag of every instruction (BuildKit instructions/parse.go and the commands_run*.go files). */
export const flagTable: Readonly<Record<string, Readonly<Record<string, FlagKind>>>> = {
  FROM: { platform: 'string' },
  RUN: { mount: 'strings', network: 'string', security: 'string', device: 'strings' },
  COPY: { from: 'string', chown: 'string', chmod: 'string', link: 'boolean', parents: 'boolean', exclude: 'strings' },
  ADD: {
    chown: 'string',
    chmod: 'string',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    checksum: 'string',
    unpack: 'boolean',
    exclude: 'strings',
  },
  HEALTHCHECK: {
    interval: 'string',
    timeout: 'string',
    'start-period': 'string',
    'start-interval': 'string',
    retries: 'string',
  },
};

/** All instructions of a Dockerfile (BuildKit command/command.go). */
export const instructionNames = [
  'ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'ONBUILD',
  'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR',
] as const;

/** Flags whose value BuildKit expands (commands.go `Expand`; FROM with the global scope). */
export const expandedFlags: ReadonlySet<string> = new Set(['platform', 'chown', 'chmod', 'checksum', 'mount']);
