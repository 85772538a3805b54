/** Files as no one writes them: each stresses something else, and takes time in step with its length where nothing is wrong. */

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Instructions of every kind, with variables and continuations. */
function mixed(count) {
  const block = ['ARG VERSION=1', 'ENV PATH=/opt/bin:$PATH NAME="a $VERSION"', 'COPY --chown=app src/ /app/$NAME/', 'RUN apt-get update \\', '  && apt-get install -y curl \\', '  && rm -rf /var/lib/apt/lists/*', 'WORKDIR /app', 'EXPOSE 8080/tcp', 'LABEL version="$VERSION"', 'USER app'];
  return `FROM node:22\n${lines(count, (index) => block[index % block.length])}\n`;
}

/**
 * By what they are called in the report. `make(count)` gives about so many lines, or where a file has one line, as many
 * words; `long` is the larger count, half of it the smaller.
 */
export const longFiles = [
  { name: 'instructions of all kinds', make: mixed, long: 10_000 },
  { name: 'ENVs, each from the former', make: (count) => `FROM a\n${lines(count, (index) => `ENV V${index + 1}=$V${index}x`)}\n`, long: 10_000 },
  { name: 'global ARGs, each from the former', make: (count) => `${lines(count, (index) => `ARG V${index + 1}=\${V${index}:-x}`)}\nFROM a\n`, long: 10_000 },
  { name: 'stages, each from the former', make: (count) => `FROM a AS s0\n${lines(count, (index) => `FROM s${index} AS s${index + 1}`)}\n`, long: 10_000 },
  { name: 'COPY --from', make: (count) => `FROM a AS b\nFROM c\n${lines(count, (index) => `COPY --from=b /x${index} /y`)}\n`, long: 10_000 },
  { name: 'lines of one RUN', make: (count) => `FROM a\nRUN apt-get update \\\n${lines(count, (index) => `  && echo "$A${index}" \\`)}\n  && ls\n`, long: 10_000 },
  { name: 'comments in one RUN', make: (count) => `FROM a\nRUN ls \\\n${lines(count, (index) => `  # ${index}`)}\n  && ls\n`, long: 10_000 },
  { name: 'labels in one LABEL', make: (count) => `FROM a\nLABEL \\\n${lines(count, (index) => `  k${index}="v $X${index}" \\`)}\n  z=1\n`, long: 10_000 },
  { name: 'variables in one line', make: (count) => `FROM a\nENV A=${'$A'.repeat(count)}\n`, long: 30_000 },
  { name: 'a heredoc of 5 MB', make: (count) => `FROM a\nRUN <<EOF\n${lines(count, () => `echo ${'x'.repeat(500)}`)}\nEOF\n`, long: 10_000 },
];
