/** Which words of a compose file the bench points at, by kind. Found by patterns, not by the parser that is measured. */

/** What hovers are counted by, in the order of the report. */
export const composeWordKinds = ['section', 'service', 'key', 'deeper key', 'image', 'port', 'volume', 'variable', 'other value'];

/** At most this many words of one kind in one file, so that long files do not outweigh the others. */
const mostOfAKind = 2;

/**
 * @param {string} text
 * @returns {{ kind: string, position: { line: number, character: number } }[]} the middle of each word
 */
function positions(text) {
  const found = [];
  const keys = [];
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(content)) continue;
    const indent = /^\s*/.exec(content)[0].length;
    while (keys.length > 0 && keys.at(-1).indent >= indent) keys.pop();
    const add = (kind, start, end) => found.push({ kind, position: { line, character: (start + end) >> 1 } });
    const [, start, key, gap, value = ''] = /^(\s*)([\w.-]+)(:\s*)(\S.*)?$/.exec(content) ?? [];
    const parents = keys.map(({ name }) => name);
    if (key !== undefined) {
      add(kindOfKey(parents), start.length, start.length + key.length);
      keys.push({ indent, name: key });
      addValue(add, key, value, start.length + key.length + gap.length);
    } else {
      const [, dash, item = ''] = /^(\s*-\s+)(\S.*)$/.exec(content) ?? [];
      if (dash) addValue(add, parents.at(-1), item, dash.length);
    }
  }
  return composeWordKinds.flatMap((kind) => {
    const ofKind = found.filter((word) => word.kind === kind);
    return ofKind.length <= mostOfAKind ? ofKind : [ofKind[0], ofKind[ofKind.length >> 1]];
  });
}

function kindOfKey(parents) {
  if (parents.length === 0) return 'section';
  if (parents.length === 1 && parents[0] === 'services') return 'service';
  return parents.length === 2 ? 'key' : 'deeper key';
}

function addValue(add, key, value, start) {
  const words = value.replace(/\s+#.*$/, '');
  if (words === '' || /^[|>&*!{[]/.test(words)) return;
  const variable = /(?<!\$)\$\{?(\w+)/d.exec(words);
  if (variable) add('variable', start + variable.indices[1][0], start + variable.indices[1][1]);
  const kind = { image: 'image', ports: 'port', volumes: 'volume' }[key] ?? 'other value';
  if (!variable) add(kind, start, start + words.length);
}

/** For `measureFile`. Nobody colours words of compose files by their meaning. */
export const composeWords = { positions, areColoured: false };
