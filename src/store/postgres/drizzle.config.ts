import { defineConfig } from 'drizzle-kit';

// For `npm run migrations:generate` only; the program runs the written migrations.
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/store/postgres/merchant-schema.ts',
    './src/store/postgres/schema.ts',
    './src/store/postgres/request-schema.ts',
  ],
  out: './drizzle/postgres',
});
