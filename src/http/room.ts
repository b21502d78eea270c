import type { ServerResponse } from 'node:http';

/** How many requests of a kind are read at a time, so that strangers cannot fill the memory with large bodies. */
export function createRoom(most: number) {
  let inside = 0;
  return {
    /** Whether there is room, until the response is over. */
    enter(response: ServerResponse): boolean {
      if (inside >= most) return false;
      inside++;
      response.once('close', () => inside--);
      return true;
    },
  };
}
