/** What a thread is asked. */
export interface Task {
  kind: 'look' | 'nudity';
  bytes: Uint8Array;
}

/** What it answers; `unreadable` says why the bytes are no picture. Any other fault ends the thread. */
export type Answer = { result: unknown } | { unreadable: string };
