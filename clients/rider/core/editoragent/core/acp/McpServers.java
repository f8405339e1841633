package editoragent.core.acp;

import java.util.List;

/** @param problems of the files that declare servers, in one line each */
public record McpServers(List<McpServerStatus> servers, List<String> problems) {
}
