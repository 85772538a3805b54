/** What a rule's mending is claimed to do, as builds. */
export interface RuleFixCase {
  readonly rule: string;
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the page tells a person to write, where no machine can mend it. */
  readonly advice?: string;
  /** What is other in the next build. `write`: files that get new content. */
  readonly next: { readonly edit?: readonly [string, string]; readonly write?: readonly string[]; readonly args?: Readonly<Record<string, string>> };
  readonly args?: Readonly<Record<string, string>>;
  /** What the next build does with a step, as it is written and as it is mended. */
  readonly steps: readonly { readonly step: RegExp; readonly before: StepFate; readonly after: StepFate }[];
  /** Lines of the file list that the mending takes away, and nothing else. */
  readonly without?: RegExp;
  /** Bytes that the image loses at least. */
  readonly smaller?: number;
  /** The mended file is the same build: nothing runs for it. */
  readonly isSameBuild?: true;
}

export type StepFate = 'cached' | 'runs' | 'absent';

const twoMegabytes = 2_000_000;

/** `debian` stands for an image with stand-ins for apt-get and apk; its package lists have two megabytes. */
export const ruleFixCases: readonly RuleFixCase[] = [
  {
    rule: 'add-for-copy',
    dockerfile: 'FROM debian:13\nWORKDIR /app\nADD src config.json ./\nRUN ls -R /app > /list\n',
    files: { 'src/server.js': '1', 'src/lib/one.js': '1', 'config.json': '{}' },
    next: { write: ['src/server.js'] },
    steps: [
      { step: /^ADD src/, before: 'runs', after: 'absent' },
      { step: /^COPY src/, before: 'absent', after: 'runs' },
    ],
  },
  {
    rule: 'apt-update-alone',
    dockerfile: 'FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl\n',
    files: {},
    next: { edit: ['curl', 'curl git'] },
    steps: [
      { step: /^RUN apt-get update$/, before: 'cached', after: 'absent' },
      { step: /^RUN apt-get install/, before: 'runs', after: 'absent' },
      { step: /^RUN apt-get update && apt-get install/, before: 'absent', after: 'runs' },
    ],
    without: /\/var\/lib\/apt\/lists\//,
    smaller: twoMegabytes,
  },
  {
    rule: 'late-clean-up',
    dockerfile: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*\nRUN echo shop > /name\n',
    files: {},
    next: { edit: ['shop', 'café'] },
    steps: [
      { step: /^RUN apt-get update/, before: 'cached', after: 'cached' },
      { step: /^RUN rm -rf/, before: 'cached', after: 'absent' },
      { step: /^RUN echo/, before: 'runs', after: 'runs' },
    ],
    smaller: twoMegabytes,
  },
  {
    rule: 'ownership-after-copy',
    dockerfile: 'FROM debian:13\nWORKDIR /app\nCOPY . .\nRUN chown -R 1000:1000 /app\nUSER 1000\n',
    advice: 'FROM debian:13\nWORKDIR /app\nCOPY --chown=1000:1000 . .\nRUN chown 1000:1000 /app\nUSER 1000\n',
    files: { 'server.js': '1', 'lib/one.js': '1', 'model.bin': 'x'.repeat(twoMegabytes) },
    next: { write: ['server.js'] },
    steps: [{ step: /^RUN chown/, before: 'runs', after: 'runs' }],
    smaller: twoMegabytes,
  },
  {
    rule: 'copy-whole-stage',
    dockerfile: 'FROM debian:13 AS build\nRUN mkdir /tools /out && head -c 2000000 /dev/zero > /tools/first && echo done > /out/result\n\nFROM debian:13\nCOPY --from=build / /\n',
    advice: 'FROM debian:13 AS build\nRUN mkdir /tools /out && head -c 2000000 /dev/zero > /tools/first && echo done > /out/result\n\nFROM debian:13\nCOPY --from=build /out /out\n',
    files: {},
    next: { edit: ['first', 'second'] },
    steps: [
      { step: /^RUN mkdir/, before: 'runs', after: 'runs' },
      { step: /^COPY --from=build/, before: 'runs', after: 'cached' },
    ],
    without: /\/tools\b/,
    smaller: twoMegabytes,
  },
  {
    rule: 'unused-stage',
    dockerfile: 'FROM debian:13 AS build\nRUN echo never > /environment\n\nFROM debian:13\nRUN echo used > /result\n',
    advice: 'FROM debian:13\nRUN echo used > /result\n',
    files: {},
    next: {},
    steps: [
      { step: /never/, before: 'absent', after: 'absent' },
      { step: /used/, before: 'cached', after: 'cached' },
    ],
    isSameBuild: true,
  },
  {
    rule: 'volatile-argument-early',
    dockerfile: 'FROM debian:13\n# The commit.\nARG GIT_SHA=unknown\nENV REVISION=$GIT_SHA\nLABEL revision=$GIT_SHA\nRUN apk add --no-cache tini\nCMD ["true"]\n',
    files: {},
    args: { GIT_SHA: 'one' },
    next: { args: { GIT_SHA: 'two' } },
    steps: [{ step: /^RUN apk add/, before: 'runs', after: 'cached' }],
  },
];
