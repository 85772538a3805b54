/** What a fence of a lesson says about itself. */
export interface CodeFence {
  /** `dockerfile`, `yaml`, `sh`; empty where it names none. */
  readonly language: string;
  /** The language as a reader calls it. */
  readonly label: string;
  readonly isShell: boolean;
  /** Ids of the rules that find something in it, which may be none; undefined where it is no bad example. */
  readonly bad: readonly string[] | undefined;
}

const labels: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  yaml: 'YAML',
  sh: 'Shell',
  bash: 'Shell',
  shell: 'Shell',
  console: 'Shell',
  powershell: 'PowerShell',
  text: 'Text',
  json: 'JSON',
  js: 'JavaScript',
  javascript: 'JavaScript',
  ts: 'TypeScript',
  typescript: 'TypeScript',
  python: 'Python',
  py: 'Python',
  csharp: 'C#',
  cs: 'C#',
  xml: 'XML',
  ini: 'INI',
  diff: 'Diff',
  dockerignore: '.dockerignore',
  ignore: '.dockerignore',
};
const shells = new Set(['sh', 'bash', 'shell', 'console']);

/** Reads an info string: `dockerfile bad=copy-before-install,shell-form`, `yaml compose`. */
export function codeFence(info: string): CodeFence {
  const [language = '', ...words] = info.trim().split(/\s+/);
  const bad = words.find((word) => word.startsWith('bad='))?.slice('bad='.length);
  const name = language.toLowerCase();
  return {
    language: name,
    label: words.includes('compose') ? 'Compose file' : (labels[name] ?? (language === '' ? 'Text' : language)),
    isShell: shells.has(name),
    // A number of the course's list of outdated statements tells a reader nothing.
    bad: bad?.split(',').filter((rule) => !/^(C\d+)?$/.test(rule)),
  };
}
