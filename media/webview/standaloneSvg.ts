/** What a drawing program must find in the file itself, and what SVG assumes where it is missing. */
const properties: Readonly<Record<string, string>> = {
  fill: '',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  opacity: '1',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'font-style': 'normal',
};
/** Around what is drawn, in pixels. */
const margin = 12;
const ofText = /^(font|text|dominant)-/;
const kept = /^(id|d|x|y|x1|x2|y1|y2|dx|dy|cx|cy|r|rx|ry|points|width|height|transform|viewBox|orient|refX|refY|markerWidth|markerHeight|markerUnits|marker-start|marker-end|xml:space)$/;

/**
 * The picture as a file of its own: the colours and fonts of the page as they are now are written into it, with the page's
 * background below. It holds no script, no style sheet and nothing that can be clicked.
 * @param description what a screen reader says of the picture
 * @param areAlike whether elements with the same classes, in elements with the same classes, look alike: then each look is
 * found out once, which thousands of elements need
 */
export function standaloneSvg({ svg }: { readonly svg: SVGSVGElement }, description: string, areAlike = false): string {
  const made = copyOf(svg, '', areAlike ? new Map() : undefined) as SVGSVGElement;
  // What is drawn can reach beyond the picture's own measure: a page shows that, a file does not.
  const drawn = svg.getBBox();
  const [x, y] = [Math.floor(drawn.x - margin), Math.floor(drawn.y - margin)];
  const [width, height] = [Math.ceil(drawn.width + 2 * margin), Math.ceil(drawn.height + 2 * margin)];
  setAttributes(made, { viewBox: `${x} ${y} ${width} ${height}`, width, height });
  const ground = document.createElementNS(svg.namespaceURI, 'rect');
  setAttributes(ground, { x, y, width, height, fill: plainColour(getComputedStyle(document.body).backgroundColor).colour });
  const title = document.createElementNS(svg.namespaceURI, 'title');
  title.textContent = description;
  made.prepend(title, ground);
  setAttributes(made, { role: 'img' });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
}

function setAttributes(target: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, String(value));
  }
}

/** What is written into an element; undefined where it is not drawn. */
type Look = Readonly<Record<string, string>> | undefined;

/** An element with its resolved look as attributes; what is not drawn is left out. `looks`: those that are known, by their classes. */
function copyOf(source: Element, place: string, looks: Map<string, Look> | undefined): Element | undefined {
  const here = `${place} ${source.localName}.${source.getAttribute('class') ?? ''}`;
  const look = looks?.has(here) === true ? looks.get(here) : lookOf(source);
  looks?.set(here, look);
  if (look === undefined || (source.localName === 'rect' && !source.hasAttribute('width'))) {
    return undefined;
  }
  const made = document.createElementNS(source.namespaceURI, source.localName);
  for (const { name, value } of source.attributes) {
    if (kept.test(name)) {
      made.setAttribute(name, value);
    }
  }
  setAttributes(made, look);
  for (const child of source.childNodes) {
    if (child instanceof Text) {
      made.append(child.data);
    } else if (child instanceof Element) {
      made.append(...[copyOf(child, here, looks)].filter((copy) => copy !== undefined));
    }
  }
  return made;
}

function lookOf(source: Element): Look {
  const style = getComputedStyle(source);
  if (/^(style|script|foreignObject|title|desc)$/.test(source.localName) || style.display === 'none' || style.visibility === 'hidden') {
    return undefined;
  }
  return /^(svg|g|defs|marker)$/.test(source.localName) ? {} : writtenLook(style, source.localName);
}

function writtenLook(style: CSSStyleDeclaration, name: string): Readonly<Record<string, string>> {
  const look: Record<string, string> = {};
  const isText = /^(text|tspan)$/.test(name);
  for (const [property, assumed] of Object.entries(properties)) {
    const value = style.getPropertyValue(property);
    if (value === '' || value === assumed || (property === 'stroke-dasharray' && isSolid(value)) || (ofText.test(property) && !isText)) {
      continue;
    }
    if (property !== 'fill' && property !== 'stroke') {
      look[property] = property === 'font-family' ? named(value) : value;
    } else if (value === 'none') {
      look[property] = value;
    } else {
      const { colour, opacity } = plainColour(value);
      look[property] = colour;
      if (opacity !== 1) {
        look[`${property}-opacity`] = String(opacity);
      }
    }
  }
  const radius = style.getPropertyValue('rx');
  if (name === 'rect' && radius.endsWith('px') && radius !== '0px') {
    look['rx'] = radius;
  }
  return look;
}

/** `1px, 0px` has no gaps, `0px` no dashes. */
function isSolid(dashes: string): boolean {
  const lengths = dashes.split(',').map((length) => parseFloat(length));
  return lengths.every((length) => length === 0) || (lengths.length === 2 && lengths[1] === 0);
}

/** A family that every program has comes last. */
function named(families: string): string {
  return /(sans-serif|serif|monospace)\s*$/.test(families) ? families : `${families}, sans-serif`;
}

const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** Any notation of CSS, such as `color(srgb …)`, as `#rrggbb`, which every program reads. */
export function plainColour(value: string): { colour: string; opacity: number } {
  if (pixel === null) {
    return { colour: value, opacity: 1 };
  }
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = value;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
  const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  return { colour: `#${hex}`, opacity: Math.round((alpha / 255) * 100) / 100 };
}
