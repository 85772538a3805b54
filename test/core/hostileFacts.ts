/** A daemon whose every text is an attack or a nuisance: for tests of all that shows the graph. */
import type { ContainerFacts, DaemonFacts, HistoryRow, ImageFacts, SwarmFacts } from '../../server/language/graph/daemonFacts';

/** What a page, a diagram, a shell, an editor's markup or a terminal might take for more than text. */
export const hostileTexts: readonly string[] = [
  '"><img src=x onerror="globalThis.hostileRan=1">',
  '</script><script>globalThis.hostileRan=1</script>',
  '<svg/onload=globalThis.hostileRan=1>',
  '&lt;b&gt; &amp;quot; &#x3c;script&#x3e;',
  '%%{init: {"theme":"dark","securityLevel":"loose"}}%%',
  'one\ntwo --> three\r\nclick one href "javascript:alert(1)"',
  '"]; click x "javascript:globalThis.hostileRan=1"; y["',
  '`**bold** _x_`',
  '$$\\frac{1}{2}$$',
  '#quot;#35;#lt;',
  'subgraph end',
  'end',
  'right \u202eto left\u202c and \u2066isolated\u2069 \u200f\u061c',
  'bell \u0007 escape \u001b[31mred\u001b[0m null \u0000 \u009b31m',
  '[link](command:workbench.action.quit) ![x](https://example.org/x.png)',
  '$(touch injected) `touch injected` ${HOME} ; touch injected & \' " \\',
  '-rf --all',
  '__proto__',
  'constructor',
  'toString',
  '😀'.repeat(300),
  `lone \ud83d surrogate`,
  'a'.repeat(4_096),
  'wide'.repeat(1_000).replaceAll('wide', '<b>\n'),
  ' ',
  '',
];

const now = 1_700_000_000;
/** A clock that runs ahead by a thousand years, and one that never started. */
const times = [now, 32_503_680_000, 0, 8.64e15, 1e300];

const row = (createdBy: string, bytes: number, created = now): HistoryRow => ({ createdBy, bytes, created, comment: createdBy });

/** All hostile texts in all places. */
export function hostileFacts(): DaemonFacts {
  const images = hostileTexts.map(hostileImage);
  return {
    host: hostileTexts[0]!,
    engineVersion: hostileTexts[1]!,
    images: [...images, ...oddImages()],
    containers: hostileTexts.flatMap((text, index) => [hostileContainer(text, index, images), { ...hostileContainer(text, index, images), id: `${index}`.padStart(64, 'd'), imageId: text, compose: undefined }]),
    volumes: hostileTexts.map((name, index) => ({ name, driver: name, created: times[index % times.length]!, composeProject: name, anonymous: index % 2 === 0 })),
    networks: hostileTexts.map((name, index) => ({ id: `${index}`.padStart(64, 'e'), name, driver: name, scope: name, internal: true, created: times[index % times.length]!, composeProject: name, subnets: [name] })),
    swarm: hostileSwarm(),
    leftOut: [hostileTexts[5]!],
  };
}

/** No layers, no history, the most layers that a store takes and more than that, the same layer again and again. */
export function oddImages(): readonly ImageFacts[] {
  const image = (number: number, layers: readonly string[], history?: readonly HistoryRow[]): ImageFacts => ({
    ...{ id: `sha256:${String(number).padStart(64, 'f')}`, tags: [`odd-${number}:1`], bytes: 1, created: now, layers },
    ...(history && { history }),
  });
  const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `sha256:${String(index).padStart(64, '0')}`);
  return [
    image(1, []),
    image(2, [], [row('LABEL a=b', 0)]),
    image(3, many(3)),
    image(4, many(3), []),
    image(5, many(1), [row('', 5)]),
    image(6, many(127), many(127).map((_, index) => row(`COPY ${index} /`, index))),
    image(7, many(5_000)),
    image(8, Array.from({ length: 20 }, () => 'sha256:same'), Array.from({ length: 20 }, () => row('RUN true', 0))),
    image(9, ['sha256:same', 'sha256:other', 'sha256:same'], [row('COPY a /', 1), row('COPY b /', 2), row('COPY a /', 1)]),
    image(10, ['sha256:first', 'sha256:second'], Array.from({ length: 10_000 }, (_, index) => row(`RUN ${index}`, 1, 1e300))),
  ];
}

function hostileImage(text: string, index: number): ImageFacts {
  return {
    id: `sha256:${String(index).padStart(64, 'a')}`,
    tags: [text, `${text}:${text}`],
    digests: [`${text}@${text}`],
    bytes: index % 2 === 0 ? index : Number.MAX_SAFE_INTEGER,
    created: times[index % times.length]!,
    layers: [`sha256:base${index % 3}`, text],
    history: [row('ADD x /', 5), row(text, 7, times[index % times.length])],
  };
}

function hostileContainer(text: string, index: number, images: readonly ImageFacts[]): ContainerFacts {
  return {
    id: String(index).padStart(64, 'c'),
    name: text,
    imageId: images[index]!.id,
    imageName: text,
    state: index % 2 === 0 ? text : 'exited',
    status: index % 2 === 0 ? text : `Exited (${text}) ago`,
    command: text,
    created: times[index % times.length]!,
    compose: { project: text, service: text, folder: text, files: [text], isOneOff: false },
    ports: [{ containerPort: index, protocol: text, hostAddress: text, hostPort: 70_000 }],
    mounts: [
      { kind: 'volume', name: text, source: text, target: text, readOnly: true },
      { kind: 'volume', name: text, source: text, target: `${text}2`, readOnly: true },
      { kind: text, source: text, target: text, readOnly: false },
    ],
    networks: [{ name: text, id: String(index).padStart(64, 'e'), address: text }, { name: text, id: '', address: text }],
    taskId: `task${index}`,
    user: text,
  };
}

function hostileSwarm(): SwarmFacts {
  return {
    services: hostileTexts.map((name, index) => ({ id: `service${index}`, name, imageName: name, mode: name, replicas: index })),
    tasks: hostileTexts.map((text, index) => ({ id: `task${index}`, serviceId: `service${index}`, machineId: index % 2 === 0 ? 'machine1' : '', slot: index, state: text, wantedState: text, error: text })),
    machines: hostileTexts.map((name, index) => ({ id: `machine${index}`, name, role: name, availability: name, state: name })),
  };
}
