import type { IgnoreGeneration } from '../context/dockerignore';
import type { Dockerfile } from '../dockerfile/syntax';
import { platformArguments } from '../dockerfile/variables';

/** What the front end that reads the Dockerfile does differently from the one built into the Engine. */
export interface FrontEnd {
  /** True for `# syntax=docker/dockerfile:1` and its later numbers: they expand and keep every --chmod. */
  readonly isNewer: boolean;
  /** The build argument SOURCE_DATE_EPOCH, which newer ones put into the step of a WORKDIR; empty where there is none. */
  readonly sourceDateEpoch: string;
  /** The build argument BUILDKIT_SANDBOX_HOSTNAME: name of the machine that a RUN sees. */
  readonly hostname: string;
  /** The build argument BUILDKIT_CACHE_MOUNT_NS, which every cache mount's name begins with. */
  readonly cacheNamespace: string;
  /** Arguments that it defines for every file. */
  readonly predefinedArguments: readonly string[];
}

/** Only BuildKit 0.17 and newer define TARGETSTAGE, 0.19 and newer the versions of the operating systems (platform.go). */
const olderArguments = platformArguments.filter((name) => !/OSVERSION|STAGE$/.test(name));

/** First minor release that behaves as newer; older ones are what Engine 26.1 has built in. */
const firstNewerMinor = 9;

/** Reads `# syntax=`. Another image than Docker's own is taken to behave like the built-in one. */
export function frontEndOf(dockerfile: Dockerfile, buildArguments: Readonly<Record<string, string>> = {}, generation: IgnoreGeneration = 'current'): FrontEnd {
  const isNewer = isNewerSyntax(dockerfile.directives.find(({ name }) => name === 'syntax')?.value ?? '');
  return {
    isNewer,
    sourceDateEpoch: isNewer ? (buildArguments['SOURCE_DATE_EPOCH'] ?? '') : '',
    hostname: generation === 'current' ? (buildArguments['BUILDKIT_SANDBOX_HOSTNAME'] ?? '') : '',
    cacheNamespace: buildArguments['BUILDKIT_CACHE_MOUNT_NS'] ?? '',
    predefinedArguments: isNewer ? platformArguments : olderArguments,
  };
}

function isNewerSyntax(syntax: string): boolean {
  const match = /^(?:docker\.io\/)?docker\/dockerfile(?::(\d+)?(?:\.(\d+))?[\w.-]*)?(?:@.*)?$/.exec(syntax.trim());
  if (!match) return false;
  const [, major, minor] = match;
  return minor === undefined ? major === undefined || Number(major) >= 1 : Number(minor) >= firstNewerMinor;
}
