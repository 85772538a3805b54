/** What the fixes of package-cache-in-layer write, and where they are not offered. */
import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { packageCacheInLayer } from '../../server/language/rules/packageCacheInLayer';
import { applyEdits, asRule } from '../../server/language/rules/rule';

/** The file after each fix of each finding. */
function mended(text: string): string[] {
  const { findings, failures } = runRules(parseDockerfile(text), {}, [asRule(packageCacheInLayer)]);
  assert.deepEqual(failures, []);
  return findings.flatMap(({ fixes }) => fixes.map(({ edits }) => applyEdits(text, edits)));
}

/** The first fix of the only finding. */
function inStep(text: string): string | undefined {
  return mended(text)[0];
}

suite('package caches: cleaning up in a heredoc', () => {
  const file = (run: string) => `FROM node:24\n${run}\n`;

  test('the last command alone decides whether the step went well, so the clean-up is joined to it', () => {
    assert.equal(inStep(file('RUN <<EOF\nnpm ci\nEOF')), file('RUN <<EOF\nnpm ci && npm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN <<-EOF\n\tnpm ci\n\tEOF')), file('RUN <<-EOF\n\tnpm ci && npm cache clean --force\n\tEOF'));
    assert.equal(inStep(file('RUN <<EOF\nset -e\nnpm ci\nset +e\nnpm test\nEOF')), file('RUN <<EOF\nset -e\nnpm ci\nset +e\nnpm test && npm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN <<EOF\nif true; then\n  npm ci\nfi\nEOF')), file('RUN <<EOF\nif true; then\n  npm ci\nfi && npm cache clean --force\nEOF'));
  });

  test('a script that stops at the first failure gets a line', () => {
    assert.equal(inStep(file('RUN <<EOF\nset -eux\nnpm ci\nEOF')), file('RUN <<EOF\nset -eux\nnpm ci\nnpm cache clean --force\nEOF'));
    assert.equal(inStep(file('RUN bash -e <<EOF\nnpm ci\nEOF')), file('RUN bash -e <<EOF\nnpm ci\nnpm cache clean --force\nEOF'));
    assert.equal(inStep(file('SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN <<EOF\nnpm ci\nEOF')), file('SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN <<EOF\nnpm ci\nnpm cache clean --force\nEOF'));
  });

  test('behind a comment there is only the mount', () => {
    const text = file('RUN <<EOF\nnpm ci # all\nEOF');
    assert.deepEqual(mended(text), [file('RUN --mount=type=cache,target=/root/.npm <<EOF\nnpm ci # all\nEOF')]);
  });
});

suite('package caches: each manager', () => {
  /** The base image, the step, the step cleaned up and the mounts; undefined where no mount is certain. */
  const managers: readonly (readonly [string, string, string, string | undefined])[] = [
    ['ruby:3.4', 'gem install rails', 'gem install rails && rm -f "$(gem env gemdir)"/cache/*.gem', '--mount=type=cache,target=/usr/local/bundle/cache,sharing=locked'],
    ['debian:13', 'gem install rails', 'gem install rails && rm -f "$(gem env gemdir)"/cache/*.gem', undefined],
    ['ruby:3.4', 'bundle', 'bundle && rm -f "$(gem env gemdir)"/cache/*.gem', '--mount=type=cache,target=/usr/local/bundle/cache,sharing=locked'],
    ['ruby:3.4', 'bundle install --jobs 4', 'bundle install --jobs 4 && rm -f "$(gem env gemdir)"/cache/*.gem', '--mount=type=cache,target=/usr/local/bundle/cache,sharing=locked'],
    ['python:3.13', 'uv sync --locked', 'uv sync --no-cache --locked', '--mount=type=cache,target=/root/.cache/uv'],
    ['python:3.13', 'uv pip install --system flask', 'uv pip install --no-cache --system flask', '--mount=type=cache,target=/root/.cache/uv'],
    ['ghcr.io/astral-sh/uv:debian', 'uv tool install ruff', 'uv tool install --no-cache ruff', '--mount=type=cache,target=/root/.cache/uv'],
    ['python:3.13', 'poetry install', 'poetry install && rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts', '--mount=type=cache,target=/root/.cache/pypoetry/cache --mount=type=cache,target=/root/.cache/pypoetry/artifacts'],
    ['python:3.13', 'pdm sync --prod', 'pdm sync --prod && pdm cache clear', '--mount=type=cache,target=/root/.cache/pdm'],
    ['python:3.13', 'pipenv sync --system', 'pipenv sync --system && rm -rf ~/.cache/pipenv', '--mount=type=cache,target=/root/.cache/pipenv'],
    ['continuumio/miniconda3', 'conda install -y numpy', 'conda install -y numpy && conda clean --all --yes', '--mount=type=cache,target=/opt/conda/pkgs,sharing=locked'],
    ['debian:13', '/opt/conda/bin/mamba env create -f env.yml', '/opt/conda/bin/mamba env create -f env.yml && /opt/conda/bin/mamba clean --all --yes', undefined],
    ['archlinux', 'pacman -Syu --noconfirm git', 'pacman -Syu --noconfirm git && rm -rf /var/cache/pacman/pkg/*', '--mount=type=cache,target=/var/cache/pacman/pkg,sharing=locked'],
    ['elixir:1.18', 'mix do deps.get, deps.compile', 'mix do deps.get, deps.compile && rm -rf ~/.hex/packages', '--mount=type=cache,target=/root/.hex/packages'],
  ];

  for (const [image, step, cleaned, mounts] of managers) {
    test(`${step} on ${image}`, () => {
      const ways = mended(`FROM ${image}\nRUN ${step}\n`).map((text) => text.replaceAll(/ \\\n\s*/g, ' '));
      assert.deepEqual(ways, [`FROM ${image}\nRUN ${cleaned}\n`, ...(mounts ? [`FROM ${image}\nRUN ${mounts} ${step}\n`] : [])]);
    });
  }

  test('silent where the cache is elsewhere, off, taken away, or of use', () => {
    const silent = [
      'ENV BUNDLE_PATH=/gems\nRUN bundle install', 'RUN bundle install --path vendor', 'RUN bundle config set deployment true && bundle install', 'RUN bundle exec rake', 'RUN bundle --version',
      'RUN bundle install && rm -rf /usr/local/bundle/cache/*.gem', 'RUN bundle install && bundle clean --force', 'RUN gem install ./own.gem', 'RUN gem update --system', 'RUN gem install --install-dir /x rails',
      'RUN uv sync --no-cache', 'RUN uv sync -n', 'ENV UV_NO_CACHE=1\nRUN uv sync', 'RUN --mount=type=cache,target=/root/.cache/uv uv sync', 'RUN uv sync\nCMD ["uv", "run", "app.py"]', 'RUN uv venv', 'RUN uv sync && uv cache clean',
      'ENV UV_LINK_MODE=symlink\nRUN uv sync', 'RUN poetry install && rm -rf /root/.cache', 'ENV POETRY_CACHE_DIR=/tmp/x\nRUN poetry install', 'RUN poetry install && poetry cache clear --all .', 'RUN poetry self update',
      'RUN pdm sync && pdm cache clear', 'ENV PIP_NO_CACHE_DIR=1\nRUN pipenv sync', 'RUN pipenv run x', 'RUN conda create -n empty', 'RUN conda install -y numpy && conda clean -afy', 'RUN conda init bash', 'RUN conda install -y x && rm -rf /opt/conda/pkgs',
      'RUN pacman -Sy', 'RUN pacman -Scc --noconfirm', 'RUN pacman -Ss git', 'RUN pacman -S --noconfirm git && pacman -Scc --noconfirm', 'RUN pacman -U ./own.pkg', 'RUN mix deps.compile', 'RUN mix deps.get && rm -rf ~/.hex', 'RUN pnpm install', 'RUN bun install',
      'RUN yarn install --immutable', 'RUN deno install', 'RUN go mod download', 'RUN cargo build', 'RUN mvn package', 'RUN gradle build', 'RUN dotnet restore',
    ];
    for (const lines of silent) assert.deepEqual(mended(`FROM debian:13\n${lines}\n`), [], lines);
  });
});
