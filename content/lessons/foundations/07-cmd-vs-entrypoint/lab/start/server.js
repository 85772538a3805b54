const http = require('node:http');

const port = Number(process.argv[2]);
const server = http.createServer((request, response) => response.end('hello\n'));
server.listen(port, () => console.log(`listening on ${port}, process ${process.pid}`));

process.on('SIGTERM', () => {
  console.log('asked to stop, finishing');
  server.close(() => process.exit(0));
});
