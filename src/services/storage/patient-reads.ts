import { AsyncLocalStorage } from 'node:async_hooks';

const patient = new AsyncLocalStorage<true>();

/**
 * While the work runs, reading waits as long as writing for a database that is away: a member was promised something,
 * or something was paid for, and a question that fails would lose it.
 */
export const withPatientReads = <T>(work: () => Promise<T>): Promise<T> => patient.run(true, work);

export const areReadsPatient = (): boolean => patient.getStore() === true;
