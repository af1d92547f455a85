"""`mcp`: the store for assistants, over the Model Context Protocol, so that they quote the record instead of inventing one."""
