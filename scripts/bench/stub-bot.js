// @ts-check
/**
 * The least that answers /generate: it stores nothing, checks nothing, limits nothing and survives nothing. What the
 * bot costs beyond this is its own; below this nobody gets with discord.js.
 */
import { Client } from 'discord.js';

const { DISCORD_TOKEN, DISCORD_API_URL = '', HF_TOKEN, HF_ROUTER_URL } = process.env;
const client = new Client({ intents: [], rest: { api: DISCORD_API_URL } });

client.once('clientReady', async () => {
  const options = ['prompt', 'model'].map(name => ({ name, description: name, type: 3 }));
  await client.application?.commands.set([{ name: 'generate', description: 'Make a picture', options }]);
  console.log(JSON.stringify({ msg: 'ready' }));
});

client.on('interactionCreate', async interaction => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  const model = interaction.options.getString('model');
  const prompt = interaction.options.getString('prompt') ?? '';
  const response = await fetch(`${HF_ROUTER_URL}/hf-inference/models/${model}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${HF_TOKEN}`, accept: 'image/png' },
    body: JSON.stringify({ inputs: prompt }),
  });
  const attachment = Buffer.from(await response.arrayBuffer());
  await interaction.editReply({ content: prompt, files: [{ attachment, name: 'picture.png' }] });
});

process.once('SIGTERM', () => process.exit(0));
await client.login(DISCORD_TOKEN);
