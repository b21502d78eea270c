/** An error in Discord's own shape: HTTP status, JSON error code, message, and for forms the nested errors. */
export interface ApiError extends Error {
  status: number;
  body: { message: string; code: number; errors?: unknown };
}

export function apiError(status: number, code: number, message: string, errors?: unknown): ApiError {
  return Object.assign(new Error(message), {
    status,
    body: { message, code, ...(errors === undefined ? {} : { errors }) },
  });
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && 'status' in error && 'body' in error;
}

export const unauthorized = () => apiError(401, 0, '401: Unauthorized');
export const unknownChannel = () => apiError(404, 10003, 'Unknown Channel');
export const unknownGuild = () => apiError(404, 10004, 'Unknown Guild');
export const unknownMember = () => apiError(404, 10007, 'Unknown Member');
export const unknownMessage = () => apiError(404, 10008, 'Unknown Message');
export const unknownUser = () => apiError(404, 10013, 'Unknown User');
export const unknownWebhook = () => apiError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = () => apiError(404, 10062, 'Unknown interaction');
export const unknownCommand = () => apiError(404, 10063, 'Unknown application command');
export const unknownApplication = () => apiError(404, 10002, 'Unknown Application');
export const alreadyAcknowledged = () => apiError(400, 40060, 'Interaction has already been acknowledged.');
export const tooLarge = () => apiError(413, 40005, 'Request entity too large');
export const missingAccess = () => apiError(403, 50001, 'Missing Access');
export const notYourMessage = () => apiError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = () => apiError(400, 50006, 'Cannot send an empty message');
export const missingReplyHistory = () =>
  apiError(403, 160002, 'Cannot reply without permission to read message history');
export const missingPermissions = () => apiError(403, 50013, 'Missing Permissions');
export const invalidToken = () => apiError(401, 50027, 'Invalid Webhook Token');
export const tooManyFollowUps = () =>
  apiError(400, 40094, 'This interaction has hit the maximum number of follow up messages.');
export const cannotMessageUser = () => apiError(400, 50007, 'Cannot send messages to this user');

export interface FieldError {
  path: (string | number)[];
  code: string;
  message: string;
}

/** 50035 with the errors nested by field, as Discord nests them. */
export function invalidForm(fields: FieldError[]): ApiError {
  const errors: Record<string, unknown> = {};
  for (const field of fields) {
    let node = errors;
    for (const key of field.path) {
      node[String(key)] ??= {};
      node = node[String(key)] as Record<string, unknown>;
    }
    node._errors ??= [];
    (node._errors as { code: string; message: string }[]).push({ code: field.code, message: field.message });
  }
  return apiError(400, 50035, 'Invalid Form Body', errors);
}
