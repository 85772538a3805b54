import type { Environment } from './environment';
import type { Dockerfile } from './syntax';
import { globalEnvironment, type BuildFacts } from './variables';

/** Taken where the builder's platform is not known: what is built for decides the form of no name. */
const assumedPlatform = 'linux/amd64';
const assumedArguments = { BUILDPLATFORM: assumedPlatform, BUILDOS: 'linux', BUILDOSVERSION: '', BUILDARCH: 'amd64', BUILDVARIANT: '', TARGETOSVERSION: '' };

/** The global scope with every predefined argument set, so that the form of what FROM says can be judged. */
export function assumedGlobals(dockerfile: Dockerfile, facts: BuildFacts): Environment {
  const buildArguments = { ...assumedArguments, ...facts.buildArguments };
  return globalEnvironment(dockerfile, { ...facts, platform: facts.platform ?? assumedPlatform, buildArguments });
}
