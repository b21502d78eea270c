"""`actor-lora worker`: lends this machine's GPU to a bot, which it asks for work, so that it needs no open port."""
