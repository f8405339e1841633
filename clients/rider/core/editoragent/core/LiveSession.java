package editoragent.core;

import editoragent.core.acp.AcpClient;

/** A session that is open, and the connection that it is open in. */
record LiveSession(AcpClient client, String id) {
}
