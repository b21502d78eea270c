/**
 * Tables that cost nothing but time to fill again: a damaged row of them is put aside, by the start and by the doctor.
 */
export const expendable: readonly string[] = ['image_cache', 'safety_log', 'failures', 'account'];
