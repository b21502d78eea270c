// The package's schemas are JavaScript without declarations; these are the ones used here.
declare module 'discord-api-spec/zod' {
  interface SpecIssue {
    code: string;
    path: (string | number)[];
    message: string;
    errors?: SpecIssue[][];
    minimum?: number;
    maximum?: number;
    origin?: string;
    expected?: string;
    input?: unknown;
  }
  interface SpecSchema {
    safeParse(
      value: unknown,
    ): { success: true; data: unknown } | { success: false; error: { issues: SpecIssue[] } };
  }
  export const ApplicationCommandUpdateRequestSchema: SpecSchema;
  export const ApplicationCommandAutocompleteCallbackRequestSchema: SpecSchema;
  export const ApplicationCommandResponseSchema: SpecSchema;
  export const CreateMessageInteractionCallbackRequestSchema: SpecSchema;
  export const GatewayBotResponseSchema: SpecSchema;
  export const GuildChannelResponseSchema: SpecSchema;
  export const GuildMemberResponseSchema: SpecSchema;
  export const GuildResponseSchema: SpecSchema;
  export const GuildRoleResponseSchema: SpecSchema;
  export const IncomingWebhookUpdateRequestPartialSchema: SpecSchema;
  export const IncomingWebhookInteractionRequestSchema: SpecSchema;
  export const InteractionCallbackResponseSchema: SpecSchema;
  export const MessageCreateRequestSchema: SpecSchema;
  export const MessageEditRequestPartialSchema: SpecSchema;
  export const MessageResponseSchema: SpecSchema;
  export const ModalInteractionCallbackRequestDataSchema: SpecSchema;
  export const PrivateApplicationResponseSchema: SpecSchema;
  export const UpdateMessageInteractionCallbackRequestSchema: SpecSchema;
}
