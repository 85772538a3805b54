/** The licences of the libraries that are inside the bundles: their terms want them to come along. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder, projectFolder } from '../setup/paths.mjs';

const thirdParty = join(projectFolder, 'third-party');

/**
 * Writes `dist/third-party-notices.txt` from what esbuild says is in the bundles.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @throws when a bundled library has no licence
 */
export function writeNotices(metafiles) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => packageFolder(path));
  const libraries = [...new Set(folders)].filter((folder) => folder !== undefined).map(noticeOf);
  const notices = [...libraries, ...readdirSync(thirdParty).map(vendoredNotice)];
  // The same library can lie in two folders.
  const text = [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`);
  writeFileSync(join(distFolder, 'third-party-notices.txt'), `Libraries in Layerwise, each with its licence\n\n${text}`);
}

/** What lies in a folder of `third-party/` and is bundled or compiled into what is: the validator names no file of it. */
function vendoredNotice(folder) {
  const read = (file) => readFileSync(join(thirdParty, folder, file), 'utf8').trim();
  const { name, version, address } = JSON.parse(read('source.json'));
  return `${name} ${version}\n${address}\n\n${read('NOTICE')}\n\n${read('LICENSE')}\n`;
}

/** `node_modules/@scope/name` of a bundled file; undefined for our own. */
function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

function noticeOf(folder) {
  const root = join(projectFolder, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = readdirSync(root).find((entry) => /^(licen[cs]e|copying)\b/i.test(entry));
  if (!file && !license) throw new Error(`${name} is bundled and has no licence`);
  const terms = file ? readFileSync(join(root, file), 'utf8').trim() : `License: ${license}`;
  return `${name} ${version}\n\n${terms}\n`;
}
