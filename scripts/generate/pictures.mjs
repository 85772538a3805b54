/**
 * The pictures of the walkthroughs: each diagram of a lesson as `media/walkthrough/<lesson>-<name>.svg`. A picture holds the
 * hash of what it was drawn from, so that drift is found without a browser.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFolder } from '../setup/paths.mjs';

const folder = join(projectFolder, 'media', 'walkthrough');
/** What decides how a diagram is drawn. */
const drawingFiles = ['lesson/walkthroughPicture.ts', 'lesson/diagramTheme.ts', 'lesson/diagram.css', 'webview/standaloneSvg.ts'];

/**
 * What differs between the folder of pictures and the lessons.
 * @param {readonly import('../../server/language/course/lesson').Lesson[]} lessons
 * @returns {{ toDraw: readonly Planned[], toRemove: readonly string[] }} pictures that are missing or were drawn from something
 * else, and names of files that belong to no lesson
 * @typedef {{ file: string, hash: string, diagram: import('../../server/language/course/lesson').Diagram }} Planned
 */
export function pictureDrift(lessons) {
  const drawing = hash(drawingFiles.map((file) => readText(join(projectFolder, 'media', file))), mermaidVersion());
  const planned = lessons.flatMap(({ diagrams }) =>
    diagrams.map((diagram) => ({ file: basename(diagram.picture), hash: hash(drawing, diagram.mermaid.replace(/\r\n/g, '\n'), diagram.alternative), diagram })),
  );
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return {
    toDraw: planned.filter(({ file, hash: wanted }) => !files.includes(file) || !readText(join(folder, file)).includes(`data-drawn-from="${wanted}"`)),
    toRemove: files.filter((file) => !planned.some((picture) => picture.file === file)),
  };
}

/**
 * Draws what is out of date and removes what no lesson has. Opens Chromium only where something is to be drawn.
 * @param {ReturnType<typeof pictureDrift>} drift
 * @throws where there is no Chromium, or mermaid cannot draw a diagram; the message names it
 */
export async function writePictures({ toDraw, toRemove }) {
  for (const file of toRemove) rmSync(join(folder, file));
  if (toDraw.length === 0) return;
  const { drawPictures } = await import('./pictureDrawing.mjs');
  await drawPictures(toDraw, ({ file, hash: drawnFrom }, svg) => {
    writeFileSync(join(folder, file), `${svg.replace('<svg ', `<svg data-drawn-from="${drawnFrom}" `)}\n`);
  });
}

function hash(...parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

function mermaidVersion() {
  return JSON.parse(readText(join(projectFolder, 'package.json'))).devDependencies.mermaid;
}

function readText(file) {
  return readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
}
