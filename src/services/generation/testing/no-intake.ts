import type { AcceptedRequest } from '../requests/accepted-request.ts';
import type { Intake } from '../requests/intake.ts';

/** For stores in memory, which take everything at once. */
export const noIntake: Intake<AcceptedRequest> = {
  left: [],
  note: async () => {},
  drop: async () => {},
  close: async () => {},
};
