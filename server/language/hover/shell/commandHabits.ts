/** How single programs read their words, where it is neither the common way nor to be seen in their flags. */

/** Programs that do several things in one call, one word for each. */
export const takesSeveralGoals: ReadonlySet<string> = new Set(['mvn', 'mvnw', 'gradle', 'gradlew', 'sbt', 'lein', 'rake', 'make', 'gmake', 'ant']);

/**
 * The goal behind what stands in front of it: Gradle's path of a project, sbt's project, Maven's full name of a plugin.
 * docs.gradle.org: "Executing tasks in multi-project builds"; scala-sbt.org: "Scopes"; maven.apache.org: "Guide to developing plugins", on prefixes.
 */
export function goalName(program: string, word: string): string | undefined {
  switch (program) {
    case 'gradle':
    case 'gradlew':
      return word.slice(word.lastIndexOf(':') + 1);
    case 'sbt':
      // `Docker/stage` is another task than `stage`; only projects begin with a small letter.
      return /^[a-z][\w-]*\/(\w+)$/.exec(word)?.[1];
    case 'lein':
      return word.replace(/,$/, '');
    case 'mvn':
    case 'mvnw': {
      const plugin = /^[\w.]+:(?:maven-([\w-]+)-plugin|([\w-]+)-maven-plugin):(?:\d[\w.-]*:)?([\w-]+)$/.exec(word);
      return plugin ? `${plugin[1] ?? plugin[2]!}:${plugin[3]!}` : undefined;
    }
    default:
      return undefined;
  }
}

/** Calls that run the program named behind them, from the project's packages or environment. */
export const handsOn: ReadonlySet<string> = new Set([
  'npx', 'bunx', 'bun x', 'uvx', 'npm exec', 'pnpm exec', 'pnpm dlx', 'yarn exec', 'yarn dlx', 'bundle exec', 'bundler exec',
  'uv run', 'uv tool run', 'poetry run', 'pipenv run', 'pdm run', 'conda run', 'mamba run', 'micromamba run',
]);

/** Flags whose value may be left out, by their text's id, and what it looks like where it stands in the next word. */
export const optionalValues: ReadonlyMap<string, RegExp> = new Map([
  ['command/make -j', /^[\d$`]/],
  ['command/dotnet --self-contained', /^(true|false)$/],
  ['command/npm --production', /^(true|false)$/],
  ['command/yarn --production', /^(true|false)$/],
]);
