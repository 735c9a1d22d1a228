import { type Answer, JSON_TYPE } from './answer.ts';

function state(status: number, text: string): Answer {
  return {
    status,
    headers: { 'content-type': JSON_TYPE },
    body: JSON.stringify({ status: text }),
  };
}

/** The process serves; if this fails, restart it. */
export const LIVE = state(200, 'live');
const READY = state(200, 'ready');
const UNREADY = state(503, 'unready');

/** Whether requests should be sent here rather than elsewhere. A check that fails is a no. */
export async function readiness(
  draining: boolean,
  isReady: () => Promise<boolean>,
): Promise<Answer> {
  if (draining) return UNREADY;
  try {
    return (await isReady()) ? READY : UNREADY;
  } catch {
    return UNREADY;
  }
}
