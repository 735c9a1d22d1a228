import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { buildSchema } from 'graphql';
import { useMemo } from 'react';
import type { Opening } from '../../examples/opening.ts';
import { ActiveTab } from './active-tab.tsx';
import { fetcher } from './fetcher.ts';
import { headersOf } from './opening.ts';
import { storageFor } from './storage.ts';
import { SystemTheme } from './system-theme.tsx';

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

/** GraphiQL with the explorer, the ready tabs, and the server's own schema. */
export function Playground({ opening }: { readonly opening: Opening }) {
  const schema = useMemo(() => buildSchema(opening.sdl, { assumeValidSDL: true }), [opening.sdl]);
  const storage = useMemo(() => storageFor(opening), [opening]);
  const tabs = opening.tabs.map(({ query, variables }) => ({
    query,
    variables: JSON.stringify(variables, null, 2),
  }));
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      schema={schema}
      storage={storage}
      defaultTabs={tabs}
      defaultHeaders={headersOf(opening)}
      defaultEditorToolsVisibility={opening.apiKey === null ? 'headers' : 'variables'}
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <a href="/playground/schema">
          Schema<span className="long"> as a picture</span>
        </a>
      </GraphiQL.Logo>
      <ActiveTab />
      <SystemTheme />
    </GraphiQL>
  );
}
