const http = require('node:http');
const ms = require('ms');

const server = http.createServer((request, response) => response.end(`up for ${ms(Math.round(process.uptime() * 1000))}\n`));
server.listen(8080, () => console.log('listening on 8080'));
process.on('SIGTERM', () => server.close());
