/** Which words of a Dockerfile the bench points at, by kind. Found by patterns, not by the parser that is measured. */

/** What hovers are counted by, in the order of the report. */
export const wordKinds = ['keyword', 'flag', 'variable', 'image', 'port', 'stage', '--from', 'path', 'RUN command'];

/** At most this many words of one kind in one file, so that long files do not outweigh the others. */
const mostOfAKind = 2;

/**
 * @param {string} text
 * @returns {{ kind: string, position: { line: number, character: number } }[]} the middle of each word
 */
export function wordPositions(text) {
  const stages = new Set([...text.matchAll(/^\s*FROM\s.*\sAS\s+(\S+)/gim)].map((match) => match[1].toLowerCase()));
  const found = instructionLines(text).flatMap(({ line, content, keyword }) => wordsOf(content, keyword, stages).map(({ kind, start, end }) => ({ kind, position: { line, character: (start + end) >> 1 } })));
  return wordKinds.flatMap((kind) => {
    const ofKind = found.filter((word) => word.kind === kind);
    return ofKind.length <= mostOfAKind ? ofKind : [ofKind[0], ofKind[ofKind.length >> 1]];
  });
}

/** First lines of instructions; continued lines and bodies of heredocs are passed over. */
function instructionLines(text) {
  const lines = [];
  let continued = false;
  let terminator;
  for (const [line, content] of text.split(/\r?\n/).entries()) {
    if (terminator !== undefined) {
      if (content.trim() === terminator) terminator = undefined;
      continue;
    }
    if (/^\s*(#|$)/.test(content)) continue;
    const keyword = /^\s*([A-Za-z]+)(?=\s)/.exec(content)?.[1].toUpperCase();
    if (!continued && keyword) lines.push({ line, content, keyword });
    if (/^\s*(RUN|COPY|ADD)\b/i.test(content)) terminator = /<<-?["']?(\w+)/.exec(content)?.[1];
    continued = /[\\`]\s*$/.test(content);
  }
  return lines;
}

function wordsOf(content, keyword, stages) {
  const words = [];
  const add = (kind, pattern) => {
    for (const match of content.matchAll(pattern)) words.push({ kind, start: match.indices[1][0], end: match.indices[1][1] });
  };
  add('keyword', /^\s*([A-Za-z]+)/dg);
  add('variable', /(?<![\\$])\$\{?(\w+)/dg);
  if (/^(FROM|COPY|ADD|RUN|HEALTHCHECK)$/.test(keyword)) add('flag', /(?<=^\s*[A-Za-z]+\s+(?:--\S+\s+)*)(--[a-z-]+)/dg);
  if (keyword === 'FROM') {
    const image = /^\s*FROM\s+(?:--\S+\s+)*([^\s$]+)(?=\s|$)/di.exec(content);
    if (image && !stages.has(image[1].toLowerCase()) && image[1] !== 'scratch') words.push({ kind: 'image', start: image.indices[1][0], end: image.indices[1][1] });
    add('stage', /\sAS\s+(\S+)/dgi);
  }
  if (keyword === 'EXPOSE') add('port', /\s(\d+)/dg);
  if (keyword === 'COPY') add('--from', /--from=([^\s$]+)(?=\s)/dg);
  if (keyword === 'COPY' || keyword === 'ADD') add('path', /^\s*\w+\s+(?:--\S+\s+)*([\w./][^\s$]*)(?=\s)/dg);
  if (keyword === 'RUN') add('RUN command', /(?:^\s*\w+\s+(?:--\S+\s+)*|&&\s+)([a-z][\w.-]*)(?=\s)/dg);
  return words;
}
