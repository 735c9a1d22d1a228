import { buildSchema } from 'graphql';
import { renderToStaticMarkup } from 'react-dom/server';
import { answersOf } from './answers.ts';
import { Picture } from './picture.tsx';

/** Draws a schema, as HTML. */
export function drawSchema(sdl: string): string {
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  return renderToStaticMarkup(<Picture answers={answersOf(schema)} />);
}
