const http = require('node:http');

const server = http.createServer((request, response) => response.end('The shop is open.\n'));
server.listen(8080, () => console.log('listening on 8080'));
process.on('SIGTERM', () => server.close());
