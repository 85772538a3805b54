import { parsePlatform } from '../dockerfile/platform';
import { expandedPlatforms } from './fromPlatform';
import type { Rule, RuleFact } from './rule';

export interface FromPlatformFlagConstDisallowedFact extends RuleFact {
  readonly platform: string;
}

/** FROM is tied to one platform, and the stage's name does not say so (BuildKit `reportConstPlatformDisallowed`). */
export const fromPlatformFlagConstDisallowed: Rule<FromPlatformFlagConstDisallowedFact> = {
  id: 'from-platform-flag-const-disallowed',
  severity: 'warning',
  alsoKnownAs: ['FromPlatformFlagConstDisallowed', 'DL3029'],
  check({ dockerfile, facts: { build = {} } }) {
    const names = new Map(dockerfile.stages.map(({ from, name = '' }) => [from, name]));
    return expandedPlatforms(dockerfile, build).flatMap(({ from, flag, result, matched, unmatched }) => {
      if (matched.size > 0 || unmatched.size > 0) return [];
      const platform = parsePlatform(result);
      const name = names.get(from) ?? '';
      if ('fault' in platform || name.includes(platform.os) || name.includes(platform.architecture)) return [];
      return [{ span: flag.span, platform: result }];
    });
  },
  message: ({ platform }) =>
    `This stage is built for ${platform} whatever platform the build asks for. Give the platform to \`docker build --platform\`, or name it in the stage's name if it is meant.`,
};
