import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { drawSchema } from './picture/draw.tsx';

const CONTRACT = new URL('../../schema.graphql', import.meta.url);
const PICTURE_PLACE = '<!-- the picture -->';

/** Of marks for server components in libraries, each of which would be a warning. */
const NO_CONCERN = 'MODULE_LEVEL_DIRECTIVE';

/** The schema is drawn here, once: the page needs no script. */
const picture: Plugin = {
  name: 'picture',
  transformIndexHtml: (html) =>
    html.replace(PICTURE_PLACE, () => drawSchema(readFileSync(CONTRACT, 'utf8'))),
};

export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  logLevel: 'warn',
  plugins: [picture],
  build: {
    // What is inlined as data would need a wider content security policy.
    assetsInlineLimit: 0,
    // The editor is large, and loaded after the page.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      input: ['index.html', 'schema.html'].map((page) => `${import.meta.dirname}/${page}`),
      // GraphiQL tells screen readers the names of its icons' functions.
      output: { keepNames: true },
      onLog: (level, log, handle) => {
        if (log.code !== NO_CONCERN) handle(level, log);
      },
    },
  },
});
