import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { addBook, listBooks } from './books.js';
import { Router } from './router.js';
import { settings } from './settings.js';
import { countVisit } from './visits.js';

const router = new Router();

router.get('/', async (request, response) => {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(await readFile(new URL('../public/index.html', import.meta.url)));
});

router.get('/style.css', async (request, response) => {
  response.setHeader('Content-Type', 'text/css');
  response.end(await readFile(new URL('../public/style.css', import.meta.url)));
});

router.get('/api/books', async (request, response) => {
  sendJson(response, 200, await listBooks());
});

router.post('/api/visits', async (request, response) => {
  sendJson(response, 200, { visits: await countVisit() });
});

router.post('/api/books', async (request, response) => {
  const book = await readJson(request);
  if (!book.title?.trim()) {
    sendJson(response, 400, { error: 'A book needs a title' });
    return;
  }
  sendJson(response, 201, await addBook(book));
});

async function readJson(request) {
  let text = '';
  for await (const part of request) text += part;
  return JSON.parse(text);
}

function sendJson(response, status, value) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

const server = createServer((request, response) => router.handle(request, response));
server.listen(settings.port, () => console.log(`Reading list on port ${settings.port}`));

process.on('SIGTERM', () => {
  console.log('Finishing open requests');
  server.close(() => process.exit(0));
});
