import { defineConfig } from 'drizzle-kit';

// For `npm run migrations:generate` only; the program runs the written migrations.
export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/store/sqlite/merchant-schema.ts',
    './src/store/sqlite/schema.ts',
    './src/store/sqlite/history-schema.ts',
  ],
  out: './drizzle/sqlite',
});
