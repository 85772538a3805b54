const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');

const built = readFileSync('built.txt', 'utf8').trim();
const started = new Date().toISOString();

const server = createServer((request, response) => {
  const status = request.url === '/' ? 200 : 404;
  console.log(`${request.method} ${request.url} ${status}`);
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(status === 200 ? JSON.stringify({ built, started }) : '');
});

server.listen(8080, () => console.log('listening on port 8080'));
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close();
});
