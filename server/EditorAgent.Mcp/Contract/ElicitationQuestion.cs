using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <param name="Server">Which server asks.</param>
/// <param name="Message">The server's words: shown quoted.</param>
/// <param name="Schema">Of form mode: a flat object of primitives; null in URL mode.</param>
/// <param name="Address">Of URL mode: where the user is to go.</param>
/// <param name="Id">Of URL mode.</param>
public sealed record ElicitationQuestion(string Server, string Message, JsonElement? Schema, Uri? Address, string? Id);
