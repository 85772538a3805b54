import { writeIntoTerminal } from './terminalLine';

/** Runs behind the lens above CMD and ENTRYPOINT: the reader names the image and presses Enter. */
export async function writeRunLine(line: unknown): Promise<void> {
  if (typeof line === 'string') await writeIntoTerminal(line, 'docker run');
}
