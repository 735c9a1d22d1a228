import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

/** What is found at a path. */
export interface Route {
  /** As the header Allow lists them. */
  readonly methods: string;
  answer(exchange: Exchange): Promise<Answer>;
}
