const pen = document.createElement('canvas').getContext('2d');

/** Cuts words so that they fit a width in pixels; `font` as in CSS. */
export function fitWords(words: string, width: number, font: string): string {
  if (pen === null) {
    return words.slice(0, Math.floor(width / 7));
  }
  pen.font = font;
  if (pen.measureText(words).width <= width) {
    return words;
  }
  let [fits, tooLong] = [0, words.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (pen.measureText(`${words.slice(0, middle)}…`).width <= width) {
      fits = middle;
    } else {
      tooLong = middle;
    }
  }
  // Half of a sign outside of the basic plane is no sign.
  return `${words.slice(0, fits).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
