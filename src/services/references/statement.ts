/** Characters in which a member says how the people in a picture agreed. */
export const statementMost = 500;
