using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.ConformanceClient;

/// <summary>What each scenario expects a client to do.</summary>
internal sealed class ScenarioSteps(ServerConnection connection, ServerQuestions questions, JsonElement context)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public Task PlayAsync(string scenario, CancellationToken cancellationToken) => scenario switch
    {
        "initialize" => Task.CompletedTask,
        "tools_call" => this.ListAndCallAsync("add_numbers", """{"a":5,"b":10}""", cancellationToken),
        "elicitation-sep1034-client-defaults" => this.ListAndCallAsync("test_client_elicitation_defaults", "{}", cancellationToken),
        "sse-retry" => this.ListAndCallAsync("test_reconnection", "{}", cancellationToken),
        "sep-2322-client-request-state" => this.AskBackAsync(cancellationToken),
        "http-standard-headers" => this.UseEverythingAsync(cancellationToken),
        "http-custom-headers" => this.CallAsToldAsync(cancellationToken),
        "http-invalid-tool-headers" => this.ListAndCallAsync("valid_tool", """{"region":"us-east1"}""", cancellationToken),
        "json-schema-2020-12-preservation" => this.EchoSchemaAsync(cancellationToken),
        "auth/scope-step-up" => this.ListAndCallAsync("test-tool", """{"foo":"bar"}""", cancellationToken),
        "auth/authorization-server-migration" => this.ListTwiceAsync(cancellationToken),
        _ => connection.ListToolsAsync(cancellationToken),
    };

    private async Task ListTwiceAsync(CancellationToken cancellationToken)
    {
        await connection.ListToolsAsync(cancellationToken);
        await connection.ListToolsAsync(cancellationToken);
    }

    private async Task ListAndCallAsync(string tool, string arguments, CancellationToken cancellationToken)
    {
        await connection.ListToolsAsync(cancellationToken);
        await this.CallAsync(tool, JsonElement.Parse(arguments), cancellationToken);
    }

    private async Task AskBackAsync(CancellationToken cancellationToken)
    {
        await connection.ListToolsAsync(cancellationToken);
        foreach (var tool in (string[])["test_mrtr_echo_state", "test_mrtr_unrelated", "test_mrtr_no_state", "test_mrtr_no_result_type"])
        {
            await this.CallAsync(tool, Nothing, cancellationToken);
        }
    }

    private async Task UseEverythingAsync(CancellationToken cancellationToken)
    {
        foreach (var tool in (await connection.ListToolsAsync(cancellationToken)).Items)
        {
            await this.CallAsync(tool.Name, Nothing, cancellationToken);
        }

        foreach (var prompt in (await connection.ListPromptsAsync(cancellationToken)).Items)
        {
            await connection.GetPromptAsync(prompt.Name, ImmutableSortedDictionary<string, string>.Empty, new CallOptions(), cancellationToken);
        }

        foreach (var resource in (await connection.ListResourcesAsync(cancellationToken)).Items)
        {
            await connection.ReadResourceAsync(resource.Uri, new CallOptions(), cancellationToken);
        }
    }

    private async Task CallAsToldAsync(CancellationToken cancellationToken)
    {
        await connection.ListToolsAsync(cancellationToken);
        foreach (var call in context.GetProperty("toolCalls").EnumerateArray())
        {
            await this.CallAsync(call.GetProperty("name").GetString()!, call.GetProperty("arguments"), cancellationToken);
        }
    }

    private async Task EchoSchemaAsync(CancellationToken cancellationToken)
    {
        var tool = (await connection.ListToolsAsync(cancellationToken)).Items.Single(tool => tool.Name == "json_schema_2020_12_tool");
        await this.CallAsync("json_schema_echo", JsonElement.Parse($$"""{"schema":{{tool.InputSchema.GetRawText()}}}"""), cancellationToken);
    }

    private async Task CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        var answer = await connection.CallToolAsync(tool, arguments, new CallOptions { Questions = questions }, cancellationToken);
        if (answer.IsError)
        {
            throw new InvalidOperationException($"{tool} failed.");
        }
    }
}
