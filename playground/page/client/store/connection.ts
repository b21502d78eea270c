import type { ServerEvent } from '../../../discord/members/client-protocol.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost';

const FIRST_RETRY_MS = 400;
const LONGEST_RETRY_MS = 5_000;
/** The server's close code for a member that it does not have. */
const UNKNOWN_MEMBER = 4004;

/** Keeps a websocket to the embedded server open and reconnects with growing pauses until closed. */
export function connect(
  memberId: string,
  onEvent: (event: ServerEvent) => void,
  onState: (state: ConnectionState) => void,
  onUnknownMember: () => void,
): { close(): void } {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let pause = FIRST_RETRY_MS;

  const open = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/client?member=${encodeURIComponent(memberId)}`);
    socket.onopen = () => {
      pause = FIRST_RETRY_MS;
      onState('open');
    };
    socket.onmessage = frame => {
      if (!closed) onEvent(JSON.parse(String(frame.data)) as ServerEvent);
    };
    socket.onclose = ({ code }) => {
      if (closed) return;
      if (code === UNKNOWN_MEMBER) return onUnknownMember();
      onState('lost');
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_RETRY_MS);
    };
  };

  onState('connecting');
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}
