import assert from 'node:assert/strict';
import { usesContext } from '../../server/language/context/usesContext';
import { parseDockerfile } from '../../server/language/dockerfile/parser';

/** What decides whether the files beside a Dockerfile are read at all. */
suite('which Dockerfiles take files from their context', () => {
  const takes = ['COPY a b', 'ADD a b', 'copy . .', 'ONBUILD COPY . .', 'RUN --mount=type=bind,target=/x ls', 'RUN --mount=target=/x ls', 'RUN --mount=type=cache,target=/c --mount=type=bind,target=/x ls'];
  const takesNothing = ['RUN ls', 'COPY --from=b a b', 'ONBUILD RUN ls', 'RUN --mount=type=cache,target=/x ls', 'RUN --mount=type=bind,from=b,target=/x ls', 'WORKDIR /app', ''];
  for (const line of takes) test(line, () => assert.equal(usesContext(parseDockerfile(`FROM a AS b\n${line}\n`)), true));
  for (const line of takesNothing) test(`not ${line || 'an empty stage'}`, () => assert.equal(usesContext(parseDockerfile(`FROM a AS b\n${line}\n`)), false));
});
