package editoragent.core.acp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An MCP server of the session.
 *
 * @param scope "user", "workspace", "client" or "listed"
 * @param what the command or address, in one line
 * @param trustLines what would be approved, line by line; what changed begins with + and -
 * @param fingerprint of exactly these lines
 */
public record McpServerStatus(
        String name, String scope, String what, String state, OptionalLong tools, List<String> problems, List<String> trustLines, Optional<String> fingerprint, List<String> errorTail) {
    static McpServerStatus of(Members server) {
        return new McpServerStatus(
                server.textOr("name", ""), server.textOr("scope", ""), server.textOr("what", ""), server.textOr("state", ""), server.number("tools"), server.texts("problems"),
                server.texts("trustLines"), server.text("fingerprint"), server.texts("errorTail"));
    }
}
