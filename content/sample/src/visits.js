import { createClient } from 'redis';
import { settings } from './settings.js';

const client = createClient({ url: settings.redisUrl });
client.on('error', (error) => console.error('Redis:', error.message));
await client.connect();

/** Counts one visit and gives the number of all visits so far. */
export function countVisit() {
  return client.incr('visits');
}
