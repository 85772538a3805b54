type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an HTML element. Text goes in as text, never as markup. An attribute that is `undefined` or `false` is left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** Makes an SVG element. */
export function svgElement(name: string, attributes: Attributes = {}, children: readonly Node[] = []): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(target: Element, attributes: Attributes): void {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      target.setAttribute(attribute, value === true ? '' : value);
    }
  }
}
