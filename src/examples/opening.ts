import { z } from 'zod';

const readyTab = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()) });

/** What the playground starts with. It asks for it when it is opened; nothing of it is built in. */
export const openingSchema = z.object({
  /** Filled in for everybody who opens the playground, so that only the demo has one. */
  apiKey: z.string().nullable(),
  tabs: z.array(readyTab).readonly(),
  /** The contract, for completion and documentation without a key and without introspection. */
  sdl: z.string(),
});

/** An operation that the playground has open when it starts. */
export type ReadyTab = Readonly<z.infer<typeof readyTab>>;
export type Opening = Readonly<z.infer<typeof openingSchema>>;
