/** A file in DATA_DIR that says where its records were moved to. */
export const movedName = 'records-moved.txt';
