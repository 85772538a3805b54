import mermaid from 'mermaid';

/** The library in a script of its own: each page with a picture loads it before its own script, and it is shipped once. */
Object.assign(globalThis, { mermaid });
