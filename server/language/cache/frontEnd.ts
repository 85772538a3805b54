import type { Dockerfile } from '../dockerfile/syntax';

/** What the front end that reads the Dockerfile does differently from the one built into the Engine. */
export interface FrontEnd {
  /** True for `# syntax=docker/dockerfile:1` and its later numbers: they expand and keep every --chmod. */
  readonly isNewer: boolean;
  /** The build argument SOURCE_DATE_EPOCH, which newer ones put into the step of a WORKDIR; empty where there is none. */
  readonly sourceDateEpoch: string;
}

/** First minor release that behaves as newer; older ones are what Engine 26.1 has built in. */
const firstNewerMinor = 9;

/** Reads `# syntax=`. Another image than Docker's own is taken to behave like the built-in one. */
export function frontEndOf(dockerfile: Dockerfile, buildArguments: Readonly<Record<string, string>> = {}): FrontEnd {
  const isNewer = isNewerSyntax(dockerfile.directives.find(({ name }) => name === 'syntax')?.value ?? '');
  return { isNewer, sourceDateEpoch: isNewer ? (buildArguments['SOURCE_DATE_EPOCH'] ?? '') : '' };
}

function isNewerSyntax(syntax: string): boolean {
  const match = /^(?:docker\.io\/)?docker\/dockerfile(?::(\d+)?(?:\.(\d+))?[\w.-]*)?(?:@.*)?$/.exec(syntax.trim());
  if (!match) return false;
  const [, major, minor] = match;
  return minor === undefined ? major === undefined || Number(major) >= 1 : Number(minor) >= firstNewerMinor;
}
