/**
 * Spreads what comes in one turn of the loop over the next ones: so many begin in each, in their order. A burst that
 * arrives in one piece would hold the loop until the last of it had begun, and what is answered already would wait.
 */
export function createFewATurn(most: number): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  let room = most;
  let due = false;

  function turn(): void {
    due = false;
    room = most;
    for (const begin of waiting.splice(0, most)) {
      room--;
      begin();
    }
    // Whatever comes in this turn still counts to it.
    if (room < most) countAnew();
  }

  function countAnew(): void {
    if (due) return;
    due = true;
    setImmediate(turn);
  }

  return begin => {
    countAnew();
    if (room === 0) {
      waiting.push(begin);
      return;
    }
    room--;
    begin();
  };
}
