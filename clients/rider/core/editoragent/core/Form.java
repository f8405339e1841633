package editoragent.core;

import editoragent.core.acp.FormRequest;

/** An open question of an MCP server to the user. */
public record Form(String id, FormRequest request) {
}
