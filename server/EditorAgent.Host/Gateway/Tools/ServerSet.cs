using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;
using EditorAgent.Core.Schemas;
using EditorAgent.Host.Gateway.Requests;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Host.Gateway.Tools;

/// <summary>The servers of one response: each is connected to when it is first needed, and given back at the end.</summary>
internal sealed class ServerSet(ServerPool pool) : IAsyncDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private readonly ConcurrentDictionary<string, Task<ServerPool.Rented>> rented = new(StringComparer.Ordinal);

    /// <summary>Whether a call was sent to any server: from then on the response must not be started over.</summary>
    public bool HasEffects { get; private set; }

    /// <exception cref="ServerException">It cannot be reached, or has no list.</exception>
    public async Task<ImmutableArray<ListedTool>> ListAsync(McpEntry server, CancellationToken cancellationToken)
    {
        var listing = await this.UseAsync(server, connection => connection.ListToolsAsync(cancellationToken), cancellationToken);
        return [.. listing.Items.Select(tool => new ListedTool(tool.Name, tool.Description, tool.InputSchema, AnnotationsOf(tool))).Where(server.Allowed.Fits)];
    }

    /// <summary>Runs one call. What can go wrong with it is its end, not an exception.</summary>
    /// <param name="tool">Allowed, and agreed to where that is needed.</param>
    /// <param name="rawArguments">As the model wrote them.</param>
    /// <param name="cancellationToken">Cancels the call at its server too.</param>
    public async Task<CallEnd> CallAsync(GatewayTool.Served tool, string rawArguments, CancellationToken cancellationToken)
    {
        if (!TryRead(rawArguments, out var arguments, out var problem) || (problem = Violation(tool.Tool.InputSchema, arguments)).Length > 0)
        {
            return CallEnd.Refused(-32602, $"The arguments do not fit the tool: {problem} Nothing was run; correct the arguments and call again.") with { IsUnsent = true };
        }

        try
        {
            var options = new CallOptions { IdleLimit = CallLimit, TotalLimit = CallLimit };
            this.HasEffects = true;
            return AnswerText.Of(await this.UseAsync(tool.Server, connection => connection.CallToolAsync(tool.Tool.Name, arguments, options, cancellationToken), cancellationToken));
        }
        catch (ServerException exception) when (exception is { Kind: ServerFailureKind.Refused, Code: { } code })
        {
            return CallEnd.Refused(code, exception.Message);
        }
        catch (ServerException exception)
        {
            var effect = exception.WasSent ? " It is unknown whether the call had an effect: check before you repeat it." : " The call was not run.";
            return CallEnd.Unreachable(StatusOf(exception.Kind), exception.Message, exception.Message + effect) with { IsUnsent = !exception.WasSent };
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connecting in this.rented.Values)
        {
            try
            {
                await (await connecting).DisposeAsync();
            }
            catch (Exception exception) when (exception is ServerException or OperationCanceledException)
            {
                // There never was a connection.
            }
        }
    }

    private static int StatusOf(ServerFailureKind kind) => kind switch
    {
        ServerFailureKind.TimedOut => 504,
        ServerFailureKind.LoginNeeded => 401,
        ServerFailureKind.Busy => 429,
        ServerFailureKind.SessionLost => 404,
        _ => 502,
    };

    private static bool TryRead(string raw, out JsonElement arguments, out string problem)
    {
        problem = "";
        arguments = default;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(raw) ? "{}" : raw);
            if (!JsonText.IsReadable(bytes))
            {
                problem = "they hold half of a surrogate pair.";
                return false;
            }

            arguments = JsonElement.Parse(bytes, Strict);
            problem = arguments.ValueKind == JsonValueKind.Object ? "" : "they must be a JSON object.";
            return problem.Length == 0;
        }
        catch (JsonException exception)
        {
            problem = $"they are not valid JSON ({exception.Message}).";
            return false;
        }
    }

    /// <summary>A schema that cannot be read holds nothing against a call: the server judges then.</summary>
    private static string Violation(JsonElement schema, JsonElement arguments)
    {
        try
        {
            return CompiledSchema.Compile(schema).Validate(arguments) is { } violation ? $"{violation.Path} {violation.Message}." : "";
        }
        catch (SchemaException)
        {
            return "";
        }
    }

    private static JsonElement? AnnotationsOf(ServerTool tool) =>
        tool.Definition.ValueKind == JsonValueKind.Object && tool.Definition.TryGetProperty("annotations", out var annotations) && annotations.ValueKind == JsonValueKind.Object ? annotations : null;

    /// <summary>A connection that waited in the pool may have died there. What certainly did not reach the server is sent once more over a new one.</summary>
    private async Task<T> UseAsync<T>(McpEntry server, Func<ServerConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        var rental = await this.RentAsync(server, cancellationToken);
        try
        {
            return await use(rental.Connection);
        }
        catch (ServerException exception) when (exception.Kind == ServerFailureKind.SessionLost || (exception.Kind == ServerFailureKind.Ended && !exception.WasSent))
        {
            if (this.rented.TryRemove(server.Label, out _))
            {
                await rental.Connection.DisposeAsync();
            }
        }

        return await use((await this.RentAsync(server, cancellationToken)).Connection);
    }

    /// <summary>Labels are asked side by side, one label never twice at a time. What failed is tried anew by the next call.</summary>
    private Task<ServerPool.Rented> RentAsync(McpEntry server, CancellationToken cancellationToken) => this.rented.AddOrUpdate(
        server.Label,
        _ => pool.RentAsync(server, cancellationToken),
        (_, known) => known.IsFaulted || known.IsCanceled ? pool.RentAsync(server, cancellationToken) : known);
}
