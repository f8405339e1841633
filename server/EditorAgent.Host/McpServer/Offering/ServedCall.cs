using System.Collections.Immutable;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>A call on its way through a tool, with the line back to whoever called.</summary>
internal sealed class ServedCall
{
    public required string ToolName { get; init; }

    public required IDictionary<string, JsonElement> Arguments { get; init; }

    /// <summary>What the client said it can do; nothing else may be asked of it.</summary>
    public required ClientCapabilities Capabilities { get; init; }

    public required IClientLine Client { get; init; }

    /// <summary>Answers that came with the request, by the keys under which they were asked for.</summary>
    public ImmutableDictionary<string, InputResponse> InputResponses { get; init; } = ImmutableDictionary<string, InputResponse>.Empty;

    /// <summary>What this server gave along with its questions, unsealed.</summary>
    public string? RequestState { get; init; }

    /// <summary>Whether a form can be put before the person at the client.</summary>
    public bool CanElicit => this.Capabilities.Elicitation is { } elicitation && (elicitation.Form is not null || elicitation.Url is null);
}
