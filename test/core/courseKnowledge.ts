import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCorrections } from '../../server/language/course/checker/corrections';
import type { CourseKnowledge } from '../../server/language/course/checker/courseKnowledge';
import { parseInventory, type InventoryItem } from '../../server/language/course/inventoryText';
import { LanguageService } from '../../server/language/languageService';
import { readContentFolder } from '../../server/world/contentFolder';

/**
 * What lessons are held against.
 * @param project the folder of the project
 * @param contentFolder another folder of content than the project's own
 */
export function courseKnowledge(project: string, contentFolder = join(project, 'content')): CourseKnowledge & { readonly commands: readonly InventoryItem[] } {
  const content = readContentFolder(contentFolder);
  const list = (name: string): InventoryItem[] => parseInventory(`course/${name}`, readFileSync(join(contentFolder, 'course', name), 'utf8'), content.course);
  const corrections = parseCorrections('corrections.yaml', readFileSync(join(project, 'test', 'fixtures', 'course', 'corrections.yaml'), 'utf8'));
  return { content, service: new LanguageService(content), inventory: list('inventory.tsv'), commands: list('commands.tsv'), corrections };
}
