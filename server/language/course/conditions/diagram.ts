import { flowchartEdges } from '../flowchartEdges';
import { listOf, met, textOf, unmet, type StaticConditions } from '../condition';
import { missing } from './files';

/** Conditions on a flowchart that the learner draws. */
export const diagramConditions: StaticConditions = {
  /** Exactly these edges, `a --> b`, in any order; the texts of nodes and edges do not matter. */
  'diagram-edges': {
    parameters: { file: 'string', edges: 'list' },
    check: (parameters, files) => {
      const file = textOf(parameters, 'file');
      const text = files.text(file);
      if (text === undefined) return unmet(missing(file));
      const drawn = flowchartEdges(text);
      if (!drawn) return unmet(`${file} is no flowchart that can be read`);
      const wanted = new Set(listOf(parameters, 'edges').map((edge) => edge.trim().replace(/\s+/g, ' ')));
      const extra = [...drawn].find((edge) => !wanted.has(edge));
      if (extra !== undefined) return unmet(`This arrow is not right: ${extra}`);
      const right = [...wanted].filter((edge) => drawn.has(edge)).length;
      return right === wanted.size ? met : unmet(`${right} of ${wanted.size} arrows are there`);
    },
  },
};
