"""The tools as a server of the Model Context Protocol, on standard input and output. It reads; nothing in it writes or fetches."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allegedly.errors import AllegedlyError, SetupError
from allegedly.mcp import tools

if TYPE_CHECKING:
    from mcp.server import MCPServer

TOOLS = (tools.search_claims, tools.get_claim, tools.find_events, tools.sources_of_event, tools.read_report)
_INSTRUCTIONS = f"A record of who claims what in news reports, on whose word, and who answers. {tools.NOTE}"


def make_server(db: str) -> MCPServer[Any]:
    """The server over the store at `db`. Raises `SetupError` where the extra is not installed."""
    try:
        from mcp.server import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError:
        raise SetupError("the MCP server is an extra: install `allegedly[mcp]` (mcp 2 or later)") from None

    server: MCPServer[Any] = MCPServer("allegedly", instructions=_INSTRUCTIONS, log_level="WARNING")
    reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for function in TOOLS:
        server.tool(description=inspect.getdoc(function), annotations=reads)(_bound(function, db))
    return server


def _bound(function: Callable[..., dict[str, Any]], db: str) -> Callable[..., dict[str, Any]]:
    """A tool without its store; a failure of ours is a message that the assistant can read."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(function)
    def call(**arguments: Any) -> dict[str, Any]:
        try:
            return function(db, **arguments)
        except AllegedlyError as error:
            raise ToolError(str(error)) from None

    asked = inspect.signature(function, eval_str=True)
    call.__signature__ = asked.replace(parameters=list(asked.parameters.values())[1:])  # type: ignore[attr-defined]
    call.__annotations__ = {p.name: p.annotation for p in list(asked.parameters.values())[1:]} | {"return": asked.return_annotation}
    del call.__wrapped__
    return call
