import pg from 'pg';
import { settings } from './settings.js';

const pool = new pg.Pool({ connectionString: settings.databaseUrl });

export async function listBooks() {
  const { rows } = await pool.query('SELECT id, title, author, added FROM books ORDER BY added DESC');
  return rows;
}

export async function addBook({ title, author }) {
  const { rows } = await pool.query(
    'INSERT INTO books (title, author) VALUES ($1, $2) RETURNING id, title, author, added',
    [title, author],
  );
  return rows[0];
}
