/**
 * The images of the recorded sample: the Dockerfiles of a small shop and a blog, on base images that hold a static busybox
 * and stand-ins for the programs. Each stand-in writes as many bytes as the real one would leave behind.
 */
const million = 1_000_000;

/** Bytes that a command leaves behind, by a part of its arguments. */
const installed = {
  'apt-get': { 'ca-certificates': 9.5 * million, gosu: 13 * million, 'postgresql-16': 280 * million, 'python3.13': 46 * million },
  apk: { 'redis=7.4.1': 33 * million, 'nginx=1.27.3': 39 * million },
  curl: { 'node-v22.11.0': 124 * million },
  corepack: { enable: 5.4 * million },
  npm: { ci: 64 * million },
};

/** Programs that a container runs: they wait. */
const servers = ['node', 'postgres', 'redis-server', 'nginx', 'python'];

/** Programs that come to an end. */
const ending = { 'migrate.sh': 'echo "relation \\"orders\\" does not exist" >&2; exit 1', 'notes.sh': 'echo done' };

const accounts = ['root:x:0:0::/root:/bin/sh', 'node:x:1000:1000::/home/node:/bin/sh', 'nginx:x:101:101::/:/bin/sh', ''].join('\n');

/** Files below the root of both base images, by path, and whether they are programs. */
export function baseFiles() {
  const files = Object.entries(installed).map(([program, sizes]) => [`usr/local/bin/${program}`, installer(sizes)]);
  for (const name of servers) files.push([`usr/local/bin/${name}`, '#!/bin/sh\nexec sleep 100000\n']);
  for (const [name, script] of Object.entries(ending)) files.push([`usr/local/bin/${name}`, `#!/bin/sh\n${script}\n`]);
  return [...files, ['etc/passwd', accounts]];
}

function installer(sizes) {
  const cases = Object.entries(sizes).map(([part, bytes]) => `*${part}*) bytes=${bytes};;`);
  return `#!/bin/sh\nbytes=0\ncase "$*" in\n${cases.join('\n')}\nesac\nif [ $bytes -gt 0 ]; then mkdir -p /opt; head -c $bytes /dev/zero >"/opt/$(basename "$0")-$bytes"; fi\n`;
}

/** Bytes of the base images. */
export const baseSizes = { debian: 76 * million, alpine: 8.3 * million };

const base = (name, shell) => `FROM scratch
ADD ${name}.tar /
ENV PATH=/usr/local/bin:/usr/bin:/bin
CMD ["${shell}"]
`;

const entrypoint = 'COPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\n';

const web = `FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY src/ src/
USER node
EXPOSE 3000
CMD ["node", "src/server.js"]
`;

/** In the order in which they are built. `files`: the context, as bytes for each path. */
export const images = [
  { tags: ['debian:12-slim'], dockerfile: base('debian', 'bash') },
  { tags: ['alpine:3.22'], dockerfile: base('alpine', '/bin/sh') },
  {
    tags: ['node:22-slim'],
    dockerfile: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
ENV NODE_VERSION=22.11.0
RUN curl -fsSLO https://nodejs.org/dist/v22.11.0/node-v22.11.0-linux-x64.tar.xz
RUN corepack enable
${entrypoint}CMD ["node"]
`,
  },
  {
    tags: ['postgres:16'],
    dockerfile: `FROM debian:12-slim
RUN apt-get install -y --no-install-recommends gosu
ENV PG_MAJOR=16
RUN apt-get install -y --no-install-recommends postgresql-16
RUN mkdir -p /var/lib/postgresql/data && chmod 1777 /var/lib/postgresql/data
ENV PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
${entrypoint}EXPOSE 5432
CMD ["postgres"]
`,
  },
  {
    tags: ['python:3.13-slim'],
    dockerfile: 'FROM debian:12-slim\nRUN apt-get install -y --no-install-recommends python3.13\nCMD ["python"]\n',
  },
  {
    tags: ['redis:7-alpine'],
    dockerfile: `FROM alpine:3.22\nRUN apk add --no-cache redis=7.4.1\nWORKDIR /data\n${entrypoint}EXPOSE 6379\nCMD ["redis-server"]\n`,
  },
  {
    tags: ['nginx:1.27-alpine'],
    dockerfile: `FROM alpine:3.22\nRUN apk add --no-cache nginx=1.27.3\n${entrypoint}EXPOSE 80\nSTOPSIGNAL SIGQUIT\nCMD ["nginx", "-g", "daemon off;"]\n`,
  },
  { tags: ['shop/web:1.4'], dockerfile: web, files: { 'src/server.js': 180_021 } },
  // The next build takes the name: this one is left without.
  { tags: ['shop/web:1.5'], dockerfile: web, files: { 'src/server.js': 180_028 } },
  { tags: ['shop/web:1.5', 'shop/web:latest'], dockerfile: web, files: { 'src/server.js': 180_035 } },
  {
    tags: ['shop/worker:1.5'],
    dockerfile: web.replace('COPY src/ src/\nUSER node\nEXPOSE 3000', 'COPY worker/ worker/').replace('src/server.js', 'worker/main.js'),
    files: { 'worker/main.js': 42_000 },
  },
  {
    tags: ['blog/site:2.0'],
    dockerfile: 'FROM nginx:1.27-alpine\nCOPY public/ /usr/share/nginx/html/\n',
    files: { 'public/index.html': 12_480, 'public/cover.webp': 1_870_000 },
  },
];
