/** Which compose files the bench opens, and long ones as no one writes them. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const isComposeFile = /(^|[\\/])(docker-)?compose[^\\/]*\.ya?ml$/i;
/** Larger ones are data by mistake. */
const mostBytes = 500_000;

/** @returns {{ path: string, text: string }[]} absolute paths, in order */
export function composeFilesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => isComposeFile.test(name) && !/(^|[\\/])(node_modules|\.git)[\\/]/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= mostBytes)
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** At most `count` of them, evenly spread. */
export function evenly(files, count) {
  return files.length <= count ? files : Array.from({ length: count }, (_, index) => files[Math.floor((index * files.length) / count)]);
}

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** A service as people write it, 20 lines. */
function service(index) {
  const before = index === 0 ? '    labels: [first]' : `    depends_on: {service${index - 1}: {condition: service_healthy}}`;
  return [
    `  service${index}:`, `    image: registry.example/team/service${index}:1.${index}`, '    restart: unless-stopped', '    environment:',
    '      LOG_LEVEL: ${LOG_LEVEL:-info}', `      URL: http://service${index}:8080/`, '      PORT: 8080', '    ports:', `      - "127.0.0.1:${10_000 + index}:8080"`, '    volumes:',
    `      - data${index}:/data`, `      - ./config/${index}.yaml:/etc/service.yaml:ro`, '    healthcheck:', '      test: ["CMD", "wget", "-q", "-O-", "http://localhost:8080/health"]',
    '      interval: 30s', before, '    networks: [back]', '    deploy:', '      resources:', '        limits: {cpus: "0.5", memory: 256M}',
  ].join('\n');
}

/** By what they are called in the report; `make(count)` gives about so many lines. */
export const longComposeFiles = [
  { name: 'services of all kinds', make: (count) => `services:\n${lines(count / 21, service)}\nnetworks:\n  back:\nvolumes:\n${lines(count / 21, (index) => `  data${index}:`)}\n` },
  { name: 'one environment', make: (count) => `services:\n  web:\n    image: a\n    environment:\n${lines(count, (index) => `      KEY${index}: "\${VALUE${index}:-${index}}"`)}\n` },
  { name: 'services, each extends the former', make: (count) => `services:\n  s0:\n    image: a\n${lines(count / 3, (index) => `  s${index + 1}:\n    extends: s${index}\n    hostname: h${index}`)}\n` },
  { name: 'services that merge one anchor', make: (count) => `x-base: &base\n  image: a\n  environment: {A: 1, B: 2}\n  ports: ["80"]\nservices:\n${lines(count / 3, (index) => `  s${index}:\n    <<: *base\n    hostname: h${index}`)}\n` },
  { name: 'services, each with an anchor of its own', make: (count) => `x-all:\n${lines(count / 5, (index) => `  a${index}: &a${index}\n    image: i${index}:1\n    restart: always`)}\nservices:\n${lines(count / 5, (index) => `  s${index}:\n    <<: *a${index}`)}\n` },
  { name: 'one list of ports', make: (count) => `services:\n  web:\n    image: a:1\n    ports:\n${lines(count, (index) => `      - "${index + 1000}:${index + 1000}"`)}\n` },
  { name: 'one list of mounts', make: (count) => `services:\n  web:\n    image: a:1\n    volumes:\n${lines(count, (index) => `      - ./from${index}:/to${index}`)}\n` },
  { name: 'names that nobody declares', make: (count) => `services:\n${lines(count / 4, (index) => `  s${index}:\n    image: a:1\n    networks: [n${index}]\n    depends_on: [d${index}]`)}\n` },
  { name: 'keys that Compose does not know', make: (count) => `services:\n${lines(count / 3, (index) => `  s${index}:\n    imge: a:1\n    prots: ["80"]`)}\n` },
  { name: 'a command of many lines', make: (count) => `services:\n  web:\n    image: a\n    command: |\n${lines(count, (index) => `      echo ${index} $$HOME`)}\n` },
  { name: 'comments', make: (count) => `services:\n  web:\n    image: a\n${lines(count, (index) => `    # line ${index}`)}\n` },
];
