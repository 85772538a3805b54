import type { Lesson } from '../lesson';

/** A text of a lesson that a reader takes as true, and what it is called in a message. */
export interface TaughtText {
  readonly where: string;
  readonly text: string;
}

/** A code fence of a text. */
export interface CodeFence {
  /** `dockerfile`, `yaml`, `sh`; empty where none is named. */
  readonly language: string;
  /** True for `yaml compose`: a whole compose file. */
  readonly isCompose: boolean;
  /** Ids behind `bad=`; undefined where the fence is no bad example. */
  readonly bad: readonly string[] | undefined;
  readonly code: string;
}

/** Everything that a lesson says as true. Wrong answers are left out: they say what is not so. */
export function taughtTexts({ levels, analogies, questions, facts, diagrams, lab, why, labExempt }: Lesson): TaughtText[] {
  const texts: TaughtText[] = [
    { where: 'why', text: why },
    { where: "Like I'm 5", text: levels.child },
    { where: "Like I'm 15", text: levels.teen },
    { where: 'Developer', text: levels.developer },
    ...Object.entries(analogies).map(([background, text]) => ({ where: `Analogy ${background}`, text })),
    ...facts.map(({ id, says }) => ({ where: `fact ${id}`, text: says })),
    ...diagrams.flatMap(({ source, mermaid, alternative }) => [{ where: `diagram ${source}`, text: mermaid }, { where: `alternative of ${source}`, text: alternative }]),
    ...questions.map(({ id, modelAnswer }) => ({ where: `answer of ${id}`, text: modelAnswer ?? '' })),
    ...questions.flatMap(({ id, answers }) => answers.map(({ text, correct, because }) => ({ where: `question ${id}`, text: correct ? `${text}. ${because}` : because }))),
  ];
  if (labExempt !== undefined) texts.push({ where: 'labExempt', text: labExempt });
  if (lab) {
    texts.push({ where: 'lab task', text: lab.task }, { where: 'lab noDaemon', text: lab.noDaemon });
    texts.push(...lab.hints.map((text, index) => ({ where: `lab hint ${index + 1}`, text })));
    texts.push(...[...lab.static, ...lab.live].map(({ condition, unmet }) => ({ where: `lab condition ${condition}`, text: unmet })));
  }
  return texts.filter(({ text }) => text !== '');
}

/** The code fences of a Markdown text, and the text without them. */
export function splitFences(text: string): { readonly fences: readonly CodeFence[]; readonly prose: string } {
  const fences: CodeFence[] = [];
  const prose: string[] = [];
  let open: { mark: string; info: string; indent: number; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const [, blanks = '', mark, info = ''] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && mark !== undefined) {
      open = { mark, info: info.trim(), indent: blanks.length, lines: [] };
    } else if (open !== undefined && mark !== undefined && mark.startsWith(open.mark) && info.trim() === '') {
      fences.push(codeFence(open.info, open.lines));
      open = undefined;
      prose.push('');
    } else if (open !== undefined) {
      open.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
    } else {
      prose.push(line);
    }
  }
  return { fences, prose: prose.join('\n') };
}

function codeFence(info: string, lines: readonly string[]): CodeFence {
  const [language = '', ...words] = info.split(/\s+/);
  const bad = words.find((word) => word.startsWith('bad='))?.slice('bad='.length).split(',').filter((id) => id !== '');
  return { language, isCompose: words.includes('compose'), bad, code: `${lines.join('\n')}\n` };
}

/** What stands in `code` marks of a text without fences. */
export function inlineCode(prose: string): string[] {
  return [...prose.matchAll(/(`+)(.+?)\1(?!`)/g)].map((match) => match[2]!.trim());
}
