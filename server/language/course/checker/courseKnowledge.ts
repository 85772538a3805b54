import type { Content } from '../../content';
import type { LanguageService } from '../../languageService';
import type { InventoryItem } from '../inventoryText';
import type { Correction } from './corrections';

/** What a lesson is held against. */
export interface CourseKnowledge {
  readonly content: Content;
  readonly service: LanguageService;
  readonly inventory: readonly InventoryItem[];
  readonly corrections: readonly Correction[];
}
