CREATE TABLE books (
  id serial PRIMARY KEY,
  title text NOT NULL,
  author text NOT NULL,
  added timestamptz NOT NULL DEFAULT now()
);

INSERT INTO books (title, author) VALUES
  ('The Left Hand of Darkness', 'Ursula K. Le Guin'),
  ('Invisible Cities', 'Italo Calvino');
