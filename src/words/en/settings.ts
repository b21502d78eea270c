/** `/settings`: what admins decide for a server. */
export const settings = {
  adminsOnly: 'Only members who can manage the server can see its settings.',
  adminsOnlyResume: 'Only people who can manage the server can do that.',
  adminsOnlyUndo: 'Only people who can manage the server can undo that.',
} as const;
