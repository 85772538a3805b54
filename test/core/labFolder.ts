import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readLabSources } from '../../server/labSources';
import { analyseLab } from '../../server/language/course/analyseLab';
import { checkLab, type LabVerdict } from '../../server/language/course/checkLab';
import type { LabFiles } from '../../server/language/course/labFiles';
import type { Lab, Lesson } from '../../server/language/course/lesson';
import { LanguageService } from '../../server/language/languageService';
import { readContentFolder } from '../../server/world/contentFolder';

const project = process.cwd();
export const content = readContentFolder(join(project, 'content'));
export const service = new LanguageService(content);

/** Every lab that is written, once for each of its variants. */
export const labs = content.lessons.flatMap((lesson) => {
  const { lab } = lesson;
  if (!lab) return [];
  const variants = lab.variants.length > 0 ? lab.variants.map(({ id }) => id) : [undefined];
  return variants.map((variant) => ({ name: variant === undefined ? lesson.id : `${lesson.id} (${variant})`, lesson, lab, variant }));
});

/** The lab's own folder in the project. */
export function labFolder({ folder }: Lesson, part: 'start' | 'solution', variant: string | undefined): string {
  return join(project, 'content', folder, 'lab', part, variant ?? '');
}

/** What the server reads of a folder for a lab. */
export async function readLab(lab: Lab, folder: string): Promise<LabFiles> {
  return analyseLab(service, await readLabSources(lab, folder, () => undefined));
}

/** Checks a folder as the server does where no daemon answers. */
export async function checkFolder(lab: Lab, folder: string): Promise<LabVerdict> {
  return checkLab(lab, await readLab(lab, folder), undefined);
}

/** Titles of the conditions on files that are not met, with what is found instead. */
export function unmetOf({ conditions }: LabVerdict): string[] {
  return conditions.flatMap(({ state, title, found }) => (state === 'unmet' ? [found === undefined ? title : `${title} (${found})`] : []));
}

/** Calls `use` with a folder that holds the files, and a copy of another folder below them; then removes it. */
export async function withFolder<Result>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<Result>, copyOf?: string): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-lab-'));
  try {
    if (copyOf !== undefined) cpSync(copyOf, folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
