/** Mermaid for lessons, whose diagrams are of more kinds than those of the other pages: its build keeps more of it. */
import '../mermaid/main';
