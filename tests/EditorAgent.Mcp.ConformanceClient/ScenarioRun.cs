using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Mcp.ConformanceClient;

/// <summary>One scenario of the suite, played through the product's own connection.</summary>
internal sealed class ScenarioRun(string scenario, string? revision, JsonElement context, Uri address)
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static ScenarioRun FromEnvironment(Uri address) => new(
        Environment.GetEnvironmentVariable("MCP_CONFORMANCE_SCENARIO") ?? "",
        Environment.GetEnvironmentVariable("MCP_CONFORMANCE_PROTOCOL_VERSION"),
        JsonDocument.Parse(Environment.GetEnvironmentVariable("MCP_CONFORMANCE_CONTEXT") is { Length: > 0 } given ? given : "{}").RootElement.Clone(),
        address);

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        using var authorization = new ScenarioAuthorization();
        var endpoint = new ServerEndpoint
        {
            Name = "conformance",
            Transport = McpTransport.Http,
            Url = address,

            // A whole login is part of it, and the suite starts all scenarios at once.
            ConnectLimit = Limit,
            KnownEra = revision is null ? null : new ServerEra(revision, McpTransport.Http),
            Authorization = scenario.StartsWith("auth/", StringComparison.Ordinal) ? authorization.For(address, scenario, context) : EndpointAuthorization.None,
        };
        await using var connection = await ServerConnection.ConnectAsync(endpoint, Questions, new ServerEvents(), TimeProvider.System, NullLogger.Instance, cancellationToken);
        await new ScenarioSteps(connection, Questions, context).PlayAsync(scenario, cancellationToken);
    }

    /// <summary>A user who agrees to every form without filling anything in.</summary>
    private static ServerQuestions Questions { get; } = new()
    {
        Elicit = (_, _) => Task.FromResult(new ElicitationReply(ElicitationAction.Accept, null)),
    };
}
