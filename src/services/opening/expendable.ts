/** What is in these tables is made again, or found out again: a damaged row of them is put aside. */
export const expendable: readonly string[] = ['image_cache', 'safety_log', 'failures', 'account'];
