import { readFileSync } from 'node:fs';
import type { Content } from '../language/content';

/**
 * Loads what the build compiled from `content/`. The build has checked it, so it is not checked again.
 * @param file path of `dist/content.json`
 * @throws Error naming the file where it is missing or not JSON
 */
export function loadContent(file: string): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content;
  } catch (error) {
    throw new Error(`${file} cannot be read (${error instanceof Error ? error.message : String(error)}); run npm run build`, { cause: error });
  }
}
