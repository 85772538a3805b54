/** Everything that differs between machines comes from the environment. */
export const settings = {
  port: Number(process.env.PORT ?? 3000),
  databaseUrl: process.env.DATABASE_URL ?? 'postgres://reader:reader@localhost:5432/books',
  redisUrl: process.env.REDIS_URL ?? 'redis://localhost:6379',
};
