import { UserError } from '../../../errors.ts';
import { said } from '../../../words/words.ts';

/** A process ended while it had a picture made, which may have been paid for. It says nothing of what was asked for. */
export class Interrupted extends UserError {
  constructor() {
    super('gone', said('generation.interrupted'));
    this.name = 'Interrupted';
  }
}
