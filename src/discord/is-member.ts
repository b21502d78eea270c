import { type Client, Routes } from 'discord.js';
import { isNoMember } from './discord-errors.ts';

/** Whether the member is in the server now. Rejects where Discord can't be asked. */
export type IsMember = (guildId: string, memberId: string) => Promise<boolean>;

export const createIsMember =
  ({ rest }: Client): IsMember =>
  async (guildId, memberId) => {
    try {
      await rest.get(Routes.guildMember(guildId, memberId));
      return true;
    } catch (error) {
      if (isNoMember(error)) return false;
      throw error;
    }
  };
